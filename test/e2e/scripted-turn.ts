import type { RunningOverlay } from '../lab/overlay-driver.ts';
import { until } from '../lab/until.ts';
import { bubbleIn, buttonPoint, shownAnswer, transportIs } from './bubble.ts';
import { clickAt } from './screen.ts';

/** Follow the turn that a client plays, press both buttons, and see the client take them. */
export async function followScriptedTurn(overlay: RunningOverlay, answer: RegExp): Promise<void> {
  await transportIs(overlay, 'socket');
  for (const phase of ['listening', 'thinking', 'speaking'] as const) await bubbleIn(overlay, phase);
  await until('the answer', async () => answer.test(await shownAnswer(overlay)));
  await clickAt(await buttonPoint(overlay, 'stop_tts'));
  await bubbleIn(overlay, 'ready', 2_000);
  await bubbleIn(overlay, 'listening');
  await clickAt(await buttonPoint(overlay, 'toggle_monitoring'));
  await bubbleIn(overlay, 'paused', 2_000);
}
