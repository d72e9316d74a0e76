import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { SWAP_GUARD_MS } from '../../src-renderer/controls/talk-stop-swap.ts';
import { event } from '../assistants/lva/lva-player.ts';
import { type LvaStandIn, startLvaStandIn } from '../lab/lva-stand-in.ts';
import type { RunningOverlay } from '../lab/overlay-driver.ts';
import { bubbleIn, buttonPoint, shownAnswer } from './bubble.ts';
import { launchOverlay } from './desktop.ts';
import { clickAt } from './screen.ts';
import { profileWith } from './settings-page.ts';

/**
 * The overlay beside Linux Voice Assistant, which is in no package registry: a stand-in that answers each command with the
 * events that a running 1.1.15 sent after it.
 */
async function besideLva(): Promise<{ lva: LvaStandIn; overlay: RunningOverlay }> {
  const lva = await startLvaStandIn();
  onTestFinished(lva.stop);
  const overlay = await launchOverlay({
    wsPorts: [],
    httpPorts: [],
    profile: profileWith({ version: 1, behaviour: { visibility: 'always' } }),
    env: { ASYSTENT_FOLLOW: `lva://127.0.0.1:${lva.port}` },
  });
  await bubbleIn(overlay, 'ready');
  return { lva, overlay };
}

it('shows a turn that a button began, stops at the voice, and turns the microphone off and on', async () => {
  const { lva, overlay } = await besideLva();
  await clickAt(await buttonPoint(overlay, 'start_listening'));
  for (const phase of ['listening', 'thinking', 'speaking'] as const) await bubbleIn(overlay, phase);
  expect(await shownAnswer(overlay)).toBe('It is seven.');
  await bubbleIn(overlay, 'ready');

  await clickAt(await buttonPoint(overlay, 'toggle_monitoring'));
  await bubbleIn(overlay, 'paused');
  await clickAt(await buttonPoint(overlay, 'toggle_monitoring'));
  await bubbleIn(overlay, 'ready');

  await clickAt(await buttonPoint(overlay, 'start_listening'));
  await bubbleIn(overlay, 'thinking');
  lva.tell(event('tts_speaking'));
  await bubbleIn(overlay, 'speaking');
  await buttonPoint(overlay, 'stop_tts');
  // A press right after the button for talking has become this one counts as one on that.
  await delay(SWAP_GUARD_MS);
  await clickAt(await buttonPoint(overlay, 'stop_tts'));
  await bubbleIn(overlay, 'ready');
  expect(lva.commands).toEqual([
    ...['start_listening', 'mute_mic', 'unmute_mic'],
    ...['start_listening', 'stop_pipeline'],
  ]);
});

it('says that Home Assistant is missing, tells of timers and errors, and outlives a restart', async () => {
  const { lva, overlay } = await besideLva();
  lva.tell(event('timer_ringing', { id: '1', name: 'Tea', total_seconds: 60, seconds_left: 0 }));
  const bubble = await overlay.bubble();
  await bubble.getByText('Tea').first().waitFor();
  lva.tell(event('pipeline_error'));
  await bubbleIn(overlay, 'error');
  await bubbleIn(overlay, 'ready');
  lva.tell(event('disconnected'));
  await bubbleIn(overlay, 'error');
  await bubble.getByText('No connection to Home Assistant').first().waitFor();
  await lva.stop();
  await bubbleIn(overlay, 'offline');
  const again = await startLvaStandIn(lva.port);
  onTestFinished(again.stop);
  await bubbleIn(overlay, 'ready');
});
