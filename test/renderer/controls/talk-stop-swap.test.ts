import { expect, it } from 'vitest';
import { isMistaken, nextSwap, SWAP_GUARD_MS, type Swap } from '../../../src-renderer/controls/talk-stop-swap.ts';
import type { ControlButton } from '../../../src-shared/offers.ts';

const TALKING: readonly ControlButton[] = ['start_listening', 'panel', 'toggle_monitoring'];
const STOPPING: readonly ControlButton[] = ['stop_tts', 'panel', 'toggle_monitoring'];
const NEITHER: readonly ControlButton[] = ['toggle_monitoring'];

/** Buttons one second after the other. */
const play = (...shown: readonly (readonly ControlButton[])[]): Swap =>
  shown.reduce<Swap>((turn, buttons, second) => nextSwap(turn, buttons, second * 1_000), nextSwap(null, NEITHER, 0));

it('a press on a button that has just taken another one’s place was meant for that', () => {
  for (const [before, after, id] of [
    [TALKING, STOPPING, 'stop_tts'],
    [STOPPING, TALKING, 'start_listening'],
  ] as const) {
    const turn = play(before, after);
    expect(isMistaken(turn, id, 1_000 + SWAP_GUARD_MS - 1)).toBe(true);
    expect(isMistaken(turn, id, 1_000 + SWAP_GUARD_MS)).toBe(false);
    expect(isMistaken(turn, 'toggle_monitoring', 1_000)).toBe(false);
  }
});

it('a button where there was none can be pressed at once, as today’s client’s', () => {
  expect(isMistaken(play(NEITHER, STOPPING), 'stop_tts', 1_000)).toBe(false);
  expect(isMistaken(play(TALKING), 'start_listening', 0)).toBe(false);
});

it('a button that stays does not begin again', () => {
  expect(isMistaken(play(TALKING, STOPPING, STOPPING), 'stop_tts', 2_000)).toBe(false);
});
