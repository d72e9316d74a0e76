import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src-main/assistants/assistant.ts';
import { onPeripheral, RECORDING } from './lva-player.ts';

/** Play the recording at its own pace, and note every report with the time of its frame. */
function replay() {
  const assistant = onPeripheral();
  let clockMs = 0;
  const told: { readonly t: number; readonly report: Report }[] = [];
  for (const line of RECORDING) {
    assistant.wait(line.t - clockMs);
    clockMs = line.t;
    if ('frame' in line) assistant.hear(line.frame);
    for (const report of assistant.reports().slice(told.length)) told.push({ t: line.t, report });
  }
  return { assistant, told };
}

describe('a recording of a real Linux Voice Assistant', () => {
  const { assistant, told } = replay();
  const between = (from: number, to: number) =>
    told.filter(({ t }) => t >= from && t <= to).map(({ report }) => report);

  it('is ready from the snapshot on', () => {
    expect(told[0]).toMatchObject({ t: 9, report: { phase: 'ready', monitoring: true, volume: 0.4, answer: null } });
  });

  it('has a turn with its question and its answer', () => {
    const turn = between(1_000, 5_000).map(({ phase, heard, answer }) => [phase, heard, answer?.text ?? null]);
    expect(turn).toEqual([
      ['listening', null, null],
      ['listening', 'what time is it', null],
      ['thinking', 'what time is it', null],
      ['thinking', 'what time is it', 'It is seven.'],
      ['speaking', 'what time is it', 'It is seven.'],
      ['ready', 'what time is it', 'It is seven.'],
    ]);
  });

  it('follows the microphone', () => {
    expect(between(8_000, 9_500).map(({ phase, monitoring }) => [phase, monitoring])).toEqual([
      ['paused', false],
      ['ready', true],
    ]);
  });

  it('gives the same answer in another turn another number', () => {
    const numbers = told.flatMap(({ report }) => report.answer?.turn ?? []);
    expect(new Set(numbers)).toEqual(new Set([1, 2]));
  });

  it('goes through the whole turn that could not be stopped while it was thinking', () => {
    const phases = between(11_000, 15_000).map(({ phase }) => phase);
    expect([...new Set(phases)]).toEqual(['listening', 'thinking', 'speaking', 'ready']);
  });

  it('offers what the assistant takes, once', () => {
    const offers = assistant.events.filter(({ kind }) => kind === 'offer');
    expect(offers).toMatchObject([
      { offer: { commands: ['set_monitoring', 'stop_tts', 'start_listening', 'set_volume'], settings: [] } },
    ]);
  });
});
