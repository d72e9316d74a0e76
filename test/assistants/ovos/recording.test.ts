import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src-main/assistants/assistant.ts';
import { parseFrame } from '../../../src-main/assistants/ovos/wire.ts';
import { onBus } from './bus-player.ts';

/**
 * The messages of a real OVOS without audio devices (ovos-messagebus 0.0.10, ovos-audio 1.2.0, ovos-dinkum-listener 0.5.0,
 * ovos-core 2.1.1): a spoken turn, a typed one that was stopped, and the microphone off and on. `sent` came from a client.
 */
const Line = v.union([v.object({ t: v.number(), frame: v.string() }), v.object({ t: v.number(), sent: v.string() })]);
const LINES = readFileSync(join(import.meta.dirname, 'recorded-bus.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => v.parse(Line, JSON.parse(line)));

/** Plays the recording at its own pace, and notes every report with the time of its frame. */
function replay() {
  const bus = onBus();
  let clockMs = 0;
  const told: { readonly t: number; readonly report: Report }[] = [];
  for (const line of LINES) {
    bus.wait(line.t - clockMs);
    clockMs = line.t;
    if ('frame' in line) bus.on(line.frame);
    for (const report of bus.reports().slice(told.length)) told.push({ t: line.t, report });
  }
  return { bus, told };
}

describe('a recording of a real OVOS', () => {
  const { bus, told } = replay();
  const between = (from: number, to: number) => told.filter(({ t }) => t > from && t <= to).map(({ report }) => report);

  it('is read whole: no frame is a stranger’s', () => {
    for (const line of LINES) expect(parseFrame('frame' in line ? line.frame : line.sent)).not.toBeNull();
  });

  it('is ready from the first answers on', () => {
    expect(told[0]?.report).toMatchObject({ phase: 'ready', monitoring: true, volume: null, answer: null });
  });

  it('has a spoken turn: listening, thinking, two sentences, ready', () => {
    const turn = between(1_400, 13_000);
    expect(turn.map(({ phase }) => phase)).toEqual([
      'listening',
      ...['thinking', 'thinking', 'thinking', 'thinking', 'thinking'],
      ...['speaking', 'speaking', 'speaking'],
      'ready',
    ]);
    expect(turn.map(({ heard }) => heard)).toEqual([null, null, ...turn.slice(2).map(() => 'what time is it')]);
    expect(turn.at(-1)).toMatchObject({
      voice: 'off',
      answer: { text: 'It is seven. The weather is fine.', isGrowing: false, spokenTo: 33 },
    });
    const captions = turn.filter(({ phase }) => phase === 'speaking').map(({ answer }) => answer?.spokenTo);
    expect(captions).toEqual([null, 0, 13]);
    for (const { phase, voice } of turn) expect(voice).toBe(phase === 'speaking' ? 'on' : 'off');
  });

  it('has a typed turn that is stopped: never listening, and not spoken to its end', () => {
    const turn = between(13_999, 19_000);
    expect(new Set(turn.map(({ phase }) => phase))).toEqual(new Set(['thinking', 'speaking', 'ready']));
    expect(turn.every(({ heard }) => heard === 'and the weather')).toBe(true);
    expect(turn.at(-1)).toMatchObject({ phase: 'ready', voice: 'off', answer: { spokenTo: 13 } });
    const numbers = (reports: readonly Report[]) => new Set(reports.flatMap(({ answer }) => answer?.turn ?? []));
    expect(numbers(turn)).toEqual(new Set([2]));
  });

  it('follows the microphone', () => {
    expect(between(19_999, 30_000).map(({ phase, monitoring }) => [phase, monitoring])).toEqual([
      ['paused', false],
      ['ready', true],
    ]);
  });

  it('offers no volume, which nobody answered for', () => {
    expect(bus.offers()).toEqual(['set_monitoring', 'start_listening', 'stop_tts', 'send_text']);
  });
});
