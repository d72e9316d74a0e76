import type { Language } from './protocol.ts';
import { type StatusPatch, TURN_OVER } from './status.ts';

/** A change of the status, and the time until the next one. */
export interface Step {
  readonly patch: StatusPatch;
  readonly durationMs: number;
}

/** Steps that belong together: a question and its answer, an error, a notification. */
export type Scene = readonly Step[];

interface Question {
  readonly heard: string;
  /** The `activity` of the status while it thinks. */
  readonly activity: string;
  readonly answer: string;
  readonly speechMs: number;
}

/** The lines and answers in one language. */
interface Words {
  readonly listening: string;
  readonly thinking: string;
  readonly speaking: string;
  readonly failed: string;
  readonly questions: readonly Question[];
  readonly notification: { readonly status: string; readonly title: string; readonly text: string };
}

export const WORDS: Readonly<Record<Language, Words>> = {
  pl: {
    listening: 'słucham',
    thinking: 'Przetwarzam zapytanie...',
    speaking: 'mówię',
    failed: 'Wystąpił błąd…',
    questions: [
      {
        heard: 'Jaka jest pogoda w Sosnowcu?',
        activity: 'Sprawdzam pogodę',
        answer: 'W Sosnowcu jest teraz 7 stopni i pada deszcz.',
        speechMs: 3_500,
      },
      {
        heard: 'Co mam jutro w kalendarzu?',
        activity: 'Przeglądam kalendarz',
        answer:
          'Jutro masz trzy spotkania. O dziewiątej przegląd projektu, o jedenastej rozmowa z Anną, a o piętnastej ' +
          'planowanie następnego tygodnia.\n\nPomiędzy nimi jest wolna godzina na obiad.',
        speechMs: 6_500,
      },
    ],
    notification: {
      status: 'Notification: Paczka: Czeka w punkcie odbior...',
      title: 'Paczka: czeka w punkcie odbioru',
      text: 'Paczka czeka w punkcie odbioru do piątku.',
    },
  },
  en: {
    listening: 'Listening...',
    thinking: 'Processing...',
    speaking: 'Speaking...',
    failed: 'Error',
    questions: [
      {
        heard: 'What is the weather like in Leeds?',
        activity: 'Checking the weather',
        answer: 'It is seven degrees in Leeds, and raining.',
        speechMs: 3_500,
      },
      {
        heard: 'What is in my calendar for tomorrow?',
        activity: 'Looking through the calendar',
        answer:
          'You have three meetings tomorrow. The project review at nine, a call with Anna at eleven, and the plan ' +
          'for next week at three.\n\nThat leaves an hour for lunch in between.',
        speechMs: 6_500,
      },
    ],
    notification: {
      status: 'Notification: Parcel: Waiting at the pick-up...',
      title: 'Parcel: waiting at the pick-up point',
      text: 'A parcel is waiting at the pick-up point until Friday.',
    },
  },
};

/** Like the released client: `is_listening` stays true until the turn ends, and separate frames show and hide the overlay. */
const hear = (words: Words, known: StatusPatch = {}): Scene => [
  { patch: { status: words.listening, is_listening: true, wake_word_detected: true }, durationMs: 0 },
  { patch: { status: 'Overlay Shown', overlay_visible: true }, durationMs: 2_000 },
  { patch: { status: words.thinking, ...known }, durationMs: 2_000 },
];

/** The new answer replaces the last one with `mówię`, one frame before the speech. */
const answer = (words: Words, text: string, speechMs: number): Scene => [
  { patch: { status: words.speaking, text }, durationMs: 0 },
  { patch: { is_speaking: true }, durationMs: speechMs },
  { patch: { status: 'Ready', is_speaking: false }, durationMs: 0 },
  { patch: { ...TURN_OVER, status: 'Overlay Hidden' }, durationMs: 0 },
  { patch: { status: 'Ready' }, durationMs: 5_000 },
];

/**
 * Version 1, like the released client: two frames at once, the line cut after 30 characters, and the last answer still in
 * `text`. Version 2 sends the whole along, in its own field and for older overlays.
 */
const notify = ({ status, title, text }: Words['notification'], protocol: 1 | 2): Scene => [
  ...(protocol === 2
    ? [
        {
          patch: { status, text, overlay_visible: true, notice: { kind: 'notification', title, text } } as const,
          durationMs: 4_000,
        },
      ]
    : [
        { patch: { status }, durationMs: 0 },
        { patch: { status: 'Overlay Shown', overlay_visible: true }, durationMs: 4_000 },
      ]),
  {
    patch: { status: 'Overlay Hidden', overlay_visible: false, ...(protocol === 2 && { notice: null }) },
    durationMs: 0,
  },
  { patch: { status: 'Listening...' }, durationMs: 2_000 },
];

/** Return the conversation: ready, two questions, an error, monitoring off and on, a notification without speech. */
export function conversation(language: Language, protocol: 1 | 2): readonly Scene[] {
  const words = WORDS[language];
  return [
    [{ patch: { ...TURN_OVER, monitoring: true }, durationMs: 2_000 }],
    ...words.questions.map(({ heard, activity, answer: text, speechMs }) => [
      ...hear(words, protocol === 2 ? { heard, activity } : {}),
      ...answer(words, text, speechMs),
    ]),
    [...hear(words), { patch: { status: words.failed }, durationMs: 3_000 }, { patch: TURN_OVER, durationMs: 2_000 }],
    [
      { patch: { status: 'Monitoring Stopped', monitoring: false }, durationMs: 4_000 },
      { patch: { status: 'Ready', monitoring: true }, durationMs: 2_000 },
    ],
    notify(words.notification, protocol),
  ];
}
