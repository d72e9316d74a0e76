/** A verb as it is typed. While the client speaks, each of them is carried out: its exit code is 0. */
export type TypedVerb = readonly string[];

/** The assistant that the verbs show. */
const NAMED = ['--name', 'CI'] as const;

/** What an agent tells its hook as it ends. */
const HOOK = JSON.stringify({
  hook_event_name: 'Stop',
  session_id: 's',
  cwd: '/home/ola/project',
  last_assistant_message: 'Fixed.',
});

/**
 * Every verb, except those that stay and the one that ends the overlay. What a row does is undone in it, so that the bubble can
 * leave after it.
 */
export const VERB_ROWS: readonly (readonly TypedVerb[])[] = [
  [['status']],
  [['status', '--json']],
  [['status', '--waybar']],
  [['hide'], ['show']],
  [
    ['present', '30'],
    ['present', 'off'],
  ],
  [
    ['say', 'thinking', 'Compiling', ...NAMED],
    ['clear', ...NAMED],
  ],
  [
    ['answer', 'All green.', ...NAMED],
    ['clear', ...NAMED],
  ],
  [
    ['hook', HOOK, ...NAMED],
    ['clear', ...NAMED],
  ],
  [['copy-answer']],
  [['panel']],
  [['settings']],
  [['listen']],
  [['send', 'What time is it?']],
  [['toggle-monitoring'], ['toggle-monitoring']],
  [['stop']],
];

/** Its only common divisor with the number of rows is 1: each row comes to be the first, which runs in the flood. */
const ROWS_PER_FLOOD = 4;

/** Return the rows that are run beside a flood, in order. Pure. @param number from 1. */
export function rowsBeside(number: number): readonly (readonly TypedVerb[])[] {
  const first = (number - 1) * ROWS_PER_FLOOD;
  return Array.from({ length: ROWS_PER_FLOOD }, (_, index) => VERB_ROWS[(first + index) % VERB_ROWS.length] ?? []);
}

/** Return how a verb is called in the report: by itself, and its options without their values. */
export function verbTitle([verb = '', ...args]: TypedVerb): string {
  return [verb, ...args.filter((arg) => arg === '--json' || arg === '--waybar')].join(' ');
}
