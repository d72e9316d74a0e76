import type { ControlButton } from '../../src-shared/offers.ts';

/** Talk and stop share one place. A press this soon after one replaced the other was meant for the other. */
export const SWAP_GUARD_MS = 350;

/** The button in the shared place. */
export interface Swap {
  readonly id: ControlButton | null;
  /** When it replaced the other one, on the clock of the events; -Infinity: it did not. */
  readonly atMs: number;
}

/** Return the swap after the buttons changed. Pure. */
export function nextSwap(last: Swap | null, buttons: readonly ControlButton[], nowMs: number): Swap {
  const id = buttons.find((each) => each === 'stop_tts' || each === 'start_listening') ?? null;
  if (last !== null && last.id === id) return last;
  const hasReplaced = id !== null && last !== null && last.id !== null;
  return { id, atMs: hasReplaced ? nowMs : Number.NEGATIVE_INFINITY };
}

/** Whether a press at `atMs` was meant for the button before. Pure. */
export function isMistaken(swap: Swap, button: ControlButton, atMs: number): boolean {
  return button === swap.id && atMs - swap.atMs < SWAP_GUARD_MS;
}
