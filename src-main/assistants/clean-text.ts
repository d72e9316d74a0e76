/** Make an assistant's free text safe to show. Every kind of assistant cleans its texts at the border. */

const STATUS_MAX_LENGTH = 200;
const TEXT_MAX_LENGTH = 10_000;

/** More marks than any orthography stacks on one letter, few enough not to cover the lines above and below. */
const MAX_COMBINING_MARKS = 6;

const LONE_SURROGATE = /\p{Cs}/gu;
const LINE_BREAK = /\r\n?|[\u0085\u2028\u2029]/g;
const WHITESPACE_RUN = /\s+/g;
/** C0 and C1 controls other than tab and line feed. */
const CONTROL = /(?![\t\n])\p{Cc}/gu;
/** Embeddings, overrides and isolates, which can disguise a text. The plain marks LRM and RLM stay. */
const BIDI_CONTROL = /[\u202a-\u202e\u2066-\u2069]/g;
/** Zero-width characters belong to a stack: otherwise each would begin another. */
const MARK_STACK = new RegExp(
  `((?:\\p{M}[\\u200b-\\u200d\\u2060]*){${MAX_COMBINING_MARKS}})[\\p{M}\\u200b-\\u200d\\u2060]+`,
  'gu',
);

/** Texts without anything to clean, as most are: only letters of one code point, digits, punctuation and spaces. */
const PLAIN = /^[ -~\u00a1-\u024f]*$/;

/** Return a status as one line of at most 200 UTF-16 units. */
export function cleanStatus(raw: string): string {
  return cleanLine(raw, STATUS_MAX_LENGTH);
}

/** Return one line of at most `maxLength` UTF-16 units. */
export function cleanLine(raw: string, maxLength: number): string {
  return bounded(clean(raw).replace(WHITESPACE_RUN, ' ').trim(), maxLength);
}

/** Return an answer as plain text of at most 10,000 UTF-16 units. Tabs and line feeds stay. */
export function cleanText(raw: string): string {
  return bounded(clean(raw).trim(), TEXT_MAX_LENGTH);
}

function clean(raw: string): string {
  if (PLAIN.test(raw)) return raw;
  return raw
    .replace(LONE_SURROGATE, '\ufffd')
    .replace(LINE_BREAK, '\n')
    .replace(CONTROL, '')
    .replace(BIDI_CONTROL, '')
    .normalize('NFC')
    .replace(MARK_STACK, '$1');
}

/** Cut between code points, with an ellipsis, which counts. */
function bounded(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const head = text.slice(0, maxLength - 1);
  const last = head.charCodeAt(head.length - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return `${splitsPair ? head.slice(0, -1) : head}…`;
}
