import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { ConnectionEvent } from '../../src-main/assistants/asystent/connection.ts';
import { parseFrame, parsePollBody } from '../../src-main/assistants/asystent/protocol.ts';
import { PHASES, type Phase } from '../../src-shared/overlay-state.ts';
import { play } from './play.ts';

const FOLDER = join(import.meta.dirname, '../recordings');

/** A line of a recording: the frame, its time, and its phase where the recording was made by hand. */
const Line = v.object({
  t: v.optional(v.number()),
  frame: v.optional(v.string()),
  http: v.optional(v.string()),
  phase: v.optional(v.picklist(PHASES)),
});
type Line = v.InferOutput<typeof Line>;

function recording(name: string): readonly Line[] {
  const lines = readFileSync(join(FOLDER, name), 'utf8').trim().split('\n');
  return lines.map((line) => v.parse(Line, JSON.parse(line)));
}

function eventOf(line: Line): ConnectionEvent | null {
  const pushed = line.frame === undefined ? null : parseFrame(line.frame);
  if (pushed?.kind === 'status') return { ...pushed, transport: 'socket', port: 6001 };
  const polled = line.http === undefined ? null : parsePollBody(line.http);
  return polled && { kind: 'status', status: polled, transport: 'polling', port: 5001 };
}

/** Plays a recording at its own pace and notes the drawn state after each line. */
function replay(lines: readonly Line[]) {
  const overlay = play();
  let clockMs = lines[0]?.t ?? 0;
  return lines.map((line) => {
    overlay.wait((line.t ?? clockMs) - clockMs);
    clockMs = line.t ?? clockMs;
    const event = eventOf(line);
    if (event !== null) overlay.on(event);
    return { line, event, shows: overlay.shows };
  });
}

describe('the recording of a real client', () => {
  const steps = replay(recording('recorded-client-session.jsonl')).filter((step) => step.event !== null);

  it('gives its phases without a flicker through another', () => {
    const phases: Phase[] = [];
    for (const { shows } of steps) if (shows.phase !== phases.at(-1)) phases.push(shows.phase);
    expect(phases).toEqual(['paused', 'ready', 'thinking', 'speaking', 'ready', 'thinking', 'speaking', 'ready']);
  });

  it('never shows the first answer during the second question', () => {
    const secondQuestion = steps.filter(({ line }) => (line.t ?? 0) >= 5221);
    expect(secondQuestion[0]?.shows).toMatchObject({ phase: 'thinking', answer: null });
    for (const { shows } of secondQuestion) expect(shows.answer ?? '').not.toContain('Wykryto polecenie');
  });

  it('has nothing of version 2, and both commands of version 1', () => {
    for (const { event, shows } of steps) {
      expect(shows.assistant).toBeNull();
      if (event?.kind === 'status' && event.transport === 'socket')
        expect(shows.commands.set_monitoring).toBe('enabled');
    }
  });

  it('shows each answer while it is spoken', () => {
    const spoken = steps.filter(({ shows }) => shows.phase === 'speaking').map(({ shows }) => shows.answer);
    expect(new Set(spoken)).toEqual(
      new Set([
        "Wykryto polecenie: 'jaka jest pogoda'. Serwer AI niedostępny.",
        'W Sosnowcu jest teraz 7 stopni i pada deszcz.',
      ]),
    );
  });
});

describe('the recording of a real client’s notices', () => {
  const steps = replay(recording('recorded-client-notifications.jsonl')).filter(({ event }) => event !== null);
  const shown = steps.map(({ line, shows }) => {
    const { phase, notice, answer, visible } = shows;
    return [line.t, phase, notice && `${notice.kind}: ${notice.text}`, answer, visible];
  });

  it('shows each notice, and the answer that nobody spoke', () => {
    const meeting = 'notification: Spotkanie za 5 minut: Pokój 12…';
    const battery = 'notification: Bateria: Zostało 5 procent, po…';
    const unspoken = 'Bez silnika mowy.';
    expect(shown).toEqual([
      [48, 'paused', null, null, false],
      [50, 'ready', null, null, false],
      [1007, 'ready', meeting, null, true],
      [1007, 'ready', meeting, null, true],
      [4012, 'ready', null, null, false],
      [4012, 'ready', null, null, false],
      [5012, 'ready', battery, null, true],
      [5012, 'ready', battery, null, true],
      [12320, 'ready', null, null, false],
      [12320, 'ready', null, null, false],
      // Held up for less than the least time.
      [14002, 'ready', 'briefing: ', null, true],
      [14002, 'ready', 'briefing: ', null, true],
      [15906, 'ready', 'briefing: ', null, true],
      [15906, 'ready', 'briefing: ', null, true],
      [18003, 'ready', 'briefing: ', null, true],
      [18016, 'ready', 'briefing: ', null, true],
      [19524, 'ready', 'briefing: ', null, true],
      [19524, 'ready', 'briefing: ', null, true],
      [22007, 'ready', 'day-summary: ', null, true],
      [22007, 'ready', 'day-summary: ', null, true],
      [23512, 'ready', 'day-summary: ', null, true],
      [23512, 'ready', 'day-summary: ', null, true],
      [26048, 'thinking', null, null, true],
      [26048, 'thinking', null, null, true],
      [26048, 'thinking', null, null, true],
      [27008, 'speaking', null, unspoken, true],
      [27009, 'speaking', null, unspoken, true],
      [27009, 'ready', null, unspoken, true],
      [30017, 'ready', null, unspoken, true],
      [30017, 'ready', null, unspoken, true],
      [31003, 'thinking', null, null, true],
      [31003, 'thinking', null, null, true],
      [31003, 'thinking', null, null, true],
    ]);
  });
});

const RECORDED = ['recorded-client-session.jsonl', 'recorded-client-notifications.jsonl'];
/** Of another kind of assistant. */
const OF_OTHERS = ['home-assistant.jsonl'];

const byHand = readdirSync(FOLDER).filter((name) => ![...RECORDED, ...OF_OTHERS].includes(name));
describe.each(byHand)('%s', (name) => {
  const marked = replay(recording(name)).filter(({ line }) => line.phase !== undefined);

  it('says which phases it stands for', () => {
    expect(marked.length).toBeGreaterThan(0);
  });

  it.each(marked)('$line.frame$line.http is $line.phase', ({ line, shows }) => {
    expect(shows.phase).toBe(line.phase);
  });
});
