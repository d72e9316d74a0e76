import type { ClientLanguage } from '../../../src-shared/languages.ts';
import { type StatusPatch, TURN_OVER } from './status.ts';

/** A change of the status, and how long the client stays in it. */
export interface Step {
  readonly patch: StatusPatch;
  readonly durationMs: number;
}

/** What belongs together: a question and its answer, an error, a notification. */
export type Scene = readonly Step[];

/** What a client says in one language. */
interface Words {
  readonly listening: string;
  readonly thinking: string;
  readonly speaking: string;
  readonly failed: string;
  readonly questions: readonly { readonly answer: string; readonly speechMs: number }[];
  readonly notification: { readonly status: string; readonly text: string };
}

const WORDS: Readonly<Record<ClientLanguage, Words>> = {
  pl: {
    listening: 'słucham',
    thinking: 'Przetwarzam zapytanie...',
    speaking: 'mówię',
    failed: 'Wystąpił błąd…',
    questions: [
      { answer: 'W Sosnowcu jest teraz 7 stopni i pada deszcz.', speechMs: 3_500 },
      {
        answer:
          'Jutro masz trzy spotkania. O dziewiątej przegląd projektu, o jedenastej rozmowa z Anną, a o piętnastej ' +
          'planowanie następnego tygodnia.\n\nPomiędzy nimi jest wolna godzina na obiad.',
        speechMs: 6_500,
      },
    ],
    notification: {
      status: 'Notification: Paczka: Czeka w punkcie odbior...',
      text: 'Paczka czeka w punkcie odbioru do piątku.',
    },
  },
  en: {
    listening: 'Listening...',
    thinking: 'Processing...',
    speaking: 'Speaking...',
    failed: 'Error',
    questions: [
      { answer: 'It is seven degrees in Leeds, and raining.', speechMs: 3_500 },
      {
        answer:
          'You have three meetings tomorrow. The project review at nine, a call with Anna at eleven, and the plan ' +
          'for next week at three.\n\nThat leaves an hour for lunch in between.',
        speechMs: 6_500,
      },
    ],
    notification: {
      status: 'Notification: Parcel: Waiting at the pick-up...',
      text: 'A parcel is waiting at the pick-up point until Friday.',
    },
  },
};

/** The released client leaves `is_listening` up until the turn ends, and shows and hides its overlay in frames of their own. */
const hear = (words: Words): Scene => [
  { patch: { status: words.listening, is_listening: true, wake_word_detected: true }, durationMs: 0 },
  { patch: { status: 'Overlay Shown', overlay_visible: true }, durationMs: 2_000 },
  { patch: { status: words.thinking }, durationMs: 2_000 },
];

/** The last answer stays in the text until `mówię`, one frame before the speech itself. */
const answer = (words: Words, text: string, speechMs: number): Scene => [
  { patch: { status: words.speaking, text }, durationMs: 0 },
  { patch: { is_speaking: true }, durationMs: speechMs },
  { patch: { status: 'Ready', is_speaking: false }, durationMs: 0 },
  { patch: { ...TURN_OVER, status: 'Overlay Hidden' }, durationMs: 0 },
  { patch: { status: 'Ready' }, durationMs: 5_000 },
];

/**
 * The released client sends a notification in two frames at once, cut after 30 characters, and leaves the last answer
 * in the text. One that counts its turns sends the whole text with it.
 */
const notify = ({ status, text }: Words['notification'], protocol: 1 | 2): Scene => [
  ...(protocol === 2
    ? [{ patch: { status, text, overlay_visible: true }, durationMs: 4_000 }]
    : [
        { patch: { status }, durationMs: 0 },
        { patch: { status: 'Overlay Shown', overlay_visible: true }, durationMs: 4_000 },
      ]),
  { patch: { status: 'Overlay Hidden', overlay_visible: false }, durationMs: 0 },
  { patch: { status: 'Listening...' }, durationMs: 2_000 },
];

/** The scripted conversation: ready, two questions, an error, a pause of the monitoring, a notification without speech. */
export function conversation(language: ClientLanguage, protocol: 1 | 2): readonly Scene[] {
  const words = WORDS[language];
  return [
    [{ patch: { ...TURN_OVER, monitoring: true }, durationMs: 2_000 }],
    ...words.questions.map(({ answer: text, speechMs }) => [...hear(words), ...answer(words, text, speechMs)]),
    [...hear(words), { patch: { status: words.failed }, durationMs: 3_000 }, { patch: TURN_OVER, durationMs: 2_000 }],
    [
      { patch: { status: 'Monitoring Stopped', monitoring: false }, durationMs: 4_000 },
      { patch: { status: 'Ready', monitoring: true }, durationMs: 2_000 },
    ],
    notify(words.notification, protocol),
  ];
}
