import type { ControlButton } from '../../src-shared/offers.ts';

/** A press this soon after a button has taken another one's place was meant for the other one. */
export const MISTAKE_MS = 350;

/** The place in which talking and stopping the speech take turns: whose turn it is, and since when it is not the other's. */
export interface Turn {
  readonly id: ControlButton | null;
  /** On the clock of the events; -Infinity: there was no other one. */
  readonly takenOverAtMs: number;
}

/** Whose turn it is among the buttons that there are now. Pure. */
export function nextTurn(last: Turn | null, buttons: readonly ControlButton[], nowMs: number): Turn {
  const id = buttons.find((each) => each === 'stop_tts' || each === 'start_listening') ?? null;
  if (last !== null && last.id === id) return last;
  const hasReplaced = id !== null && last !== null && last.id !== null;
  return { id, takenOverAtMs: hasReplaced ? nowMs : Number.NEGATIVE_INFINITY };
}

/** Whether a press at a time was meant for the button that was there before. Pure. */
export function isMistaken(turn: Turn, button: ControlButton, atMs: number): boolean {
  return button === turn.id && atMs - turn.takenOverAtMs < MISTAKE_MS;
}
