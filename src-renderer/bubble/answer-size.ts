/** A line break takes about as much room as this many characters. */
const LINE_BREAK_CHARACTERS = 30;

/** Up to how many characters which font size is used, in px. Chosen so that each step fills most of the card. */
const STEPS: readonly { readonly characters: number; readonly sizePx: number }[] = [
  { characters: 90, sizePx: 18 },
  { characters: 240, sizePx: 16 },
  { characters: 400, sizePx: 15 },
];
const SMALLEST_PX = 14;

/** The font size for an answer, in px: the longer the text, the smaller, down to 14. */
export function answerSizePx(text: string): number {
  const breaks = text.split('\n').length - 1;
  const characters = text.length + breaks * LINE_BREAK_CHARACTERS;
  return STEPS.find((step) => characters <= step.characters)?.sizePx ?? SMALLEST_PX;
}
