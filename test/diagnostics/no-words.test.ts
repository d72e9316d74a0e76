import { expect, it } from 'vitest';
import { createDiagnostics } from '../../src-main/diagnostics/diagnostics.ts';
import { createMetrics } from '../../src-main/diagnostics/metrics.ts';
import { reportText } from '../../src-main/diagnostics/report.ts';
import { startGuestClients } from '../clients/guest-clients.ts';
import { createFakeClock } from '../fake-clock.ts';

const WORD = 'Zanzibar-7731';

/** Everything that a client can put words into, and some that it can't. */
const FRAMES: readonly object[] = [
  {
    type: 'hello',
    data: {
      protocol: 2,
      client: { name: WORD, version: WORD },
      commands: ['send_text', 'set_setting', 'stop_tts', WORD],
      settings: [{ key: WORD, label: WORD, type: 'string', maxLength: 40, value: WORD }],
    },
  },
  ...['listening', 'thinking', 'speaking', 'error', 'ready'].map((phase, turn) => ({
    type: 'status',
    data: {
      status: `Error: ${WORD}`,
      text: `${WORD} ${turn}`,
      turn,
      phase,
      heard: `${WORD}?`,
      activity: WORD,
      spoken: 3,
      level: 0.5,
      needs_user: true,
      notice: turn % 2 === 0 ? { kind: 'notification', title: WORD, text: WORD } : null,
      action: 'toggle_visibility',
    },
  })),
  { type: 'text_delta', turn: 4, at: `${WORD} 4`.length, append: WORD },
  { type: 'text_delta', turn: 9, at: 1, append: WORD },
  { type: 'ack', id: '1', ok: false, error: { code: 'failed', message: WORD } },
  { type: 'ack', id: WORD, ok: true },
  { type: WORD, data: WORD },
];

it('what is said and heard, asked and posted is in no log, report or metric [REL-LOG-PRIVATE] [SEC-REPORT] [SEC-GUEST]', async () => {
  const clock = createFakeClock();
  const logged: string[] = [];
  const log = (message: string) => logged.push(message);
  const diagnostics = createDiagnostics({ nowMs: clock.nowMs, nowEpochMs: () => 0, log, requestPaint() {} });
  const { guests, clients, entries } = startGuestClients({ clock, observe: diagnostics.observe, log });
  guests.onChange(() => diagnostics.keep(entries()));

  const shown: string[] = [];
  clients.onState((state) => shown.push(JSON.stringify(state)));
  const [hello, first, ...others] = FRAMES.map((frame) => JSON.stringify(frame));
  const visit = guests.enter(WORD, [hello ?? '', first ?? ''], () => true);
  clock.advance(1_000);
  clients.press({ command: 'send_text', args: { text: WORD } });
  clients.press({ command: 'set_setting', args: { key: WORD, value: WORD } });
  for (const frame of [...others, WORD]) {
    visit?.say(frame);
    clock.advance(100);
  }
  guests.post(WORD, WORD, { word: 'question', text: WORD, heard: WORD });
  clock.advance(5_000);
  visit?.leave();
  const report = () =>
    reportText({
      language: 'en',
      atEpochMs: 0,
      runningForMs: 0,
      versions: { overlay: '1', electron: '1', chromium: '1', node: '1', system: 'x' },
      problems: [],
      clients: diagnostics.clients(),
      windows: null,
      processes: [],
      events: diagnostics.events(),
    });
  const metrics = createMetrics({ version: '1', startedEpochS: 0, clients: diagnostics.clients, processes: () => [] });
  expect(report()).toContain('guest-1');
  expect(await metrics.text()).toContain('guest-1');
  expect(logged.join('\n')).toContain('guest-1: command send_text');
  // It has been shown, so that the test looks for the right thing.
  expect(shown.join()).toContain(WORD);
  for (const text of [report(), await metrics.text(), logged.join('\n')]) expect(text).not.toContain(WORD);
});
