import type { StatusPatch } from '../../packages/client/src/status.ts';
import { TURN_OVER } from '../../packages/client/src/status.ts';

/** A change of the client's status. */
interface Step {
  /** When, as a share of the turn's length: 0 is its beginning. */
  readonly at: number;
  readonly patch: StatusPatch;
}

/** The longest answer that is drawn, in words: about 900 characters, which the card has to scroll. */
const LONGEST_WORDS = 140;
/** One line of the card. */
const SHORT_WORDS = 4;

const ERROR_SHARE = 0.06;
const NOTICE_SHARE = 0.08;
const GROWING_SHARE = 0.3;
const SECOND_ANSWER_SHARE = 0.3;

const LISTENING: StatusPatch = { status: 'słucham', is_listening: true, wake_word_detected: true };
const THINKING: StatusPatch = { status: 'myślę' };

const WORDS = (
  'w Sosnowcu jest teraz siedem stopni i pada deszcz po południu przejaśni się wieczorem do czterech it will clear up in ' +
  'the afternoon, with four degrees at night. Najbliższy pociąg odjeżdża o 16:42 z peronu drugiego; remember the milk, ' +
  'źdźbło, gżegżółka – and “quotes” 👍'
).split(' ');

/**
 * Return the changes of a client's status in an ordinary turn, in order: ready → listening → thinking → speaking → ready.
 * Some turns end in an error, some are a notice, and some answers grow while they are spoken, one or two in a turn. Pure.
 *
 * @param number the turn's number, which each answer names, so that none is shown twice.
 * @param random from 0 (included) to 1 (excluded).
 * @param isShort whether to answer with one line, after which the bubble leaves as soon as it can.
 */
export function turnSteps(number: number, random: () => number, isShort = false): readonly Step[] {
  const over: Step = { at: 0.9, patch: TURN_OVER };
  const kind = random();
  if (isShort) return [...question(), ...spoken(answerOf(SHORT_WORDS), 0.4, 0.9, false), over];
  if (kind < NOTICE_SHARE) {
    return [{ at: 0.2, patch: { ...TURN_OVER, status: `Notification: ${answerOf(SHORT_WORDS)}...` } }, over];
  }
  if (kind < NOTICE_SHARE + ERROR_SHARE) {
    return [...question(), { at: 0.5, patch: { ...TURN_OVER, status: `Błąd: ${answerOf(SHORT_WORDS)}` } }, over];
  }
  // Squared: most answers are short.
  const length = () => Math.ceil(random() ** 2 * LONGEST_WORDS);
  const isGrowing = random() < GROWING_SHARE;
  if (!isGrowing || random() >= SECOND_ANSWER_SHARE) {
    return [...question(), ...spoken(answerOf(length()), 0.4, 0.9, isGrowing), over];
  }
  const [first, second] = [answerOf(length()), answerOf(length())];
  return [...question(), ...spoken(first, 0.3, 0.6, true), ...spoken(second, 0.6, 0.9, true), over];

  function answerOf(words: number): string {
    const drawn = Array.from({ length: words }, () => WORDS[Math.floor(random() * WORDS.length)]);
    return `${number}: ${drawn.join(' ')}`;
  }
}

function question(): readonly Step[] {
  return [
    { at: 0, patch: LISTENING },
    { at: 0.2, patch: THINKING },
  ];
}

const GROWTH_STEPS = 4;

/** Speak an answer from one share of the turn to another, at once or in parts. */
function spoken(answer: string, from: number, to: number, isGrowing: boolean): readonly Step[] {
  const parts = isGrowing ? GROWTH_STEPS : 1;
  return Array.from({ length: parts }, (_, part) => ({
    at: from + ((to - from) * part) / parts,
    patch: {
      status: 'mówię',
      is_speaking: true,
      text: answer.slice(0, Math.ceil((answer.length * (part + 1)) / parts)),
    },
  }));
}
