import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { positionIn, type SoftLine, type SoftText, soften, textOf } from '../../src-shared/soft-text.ts';
import { drawnRuns } from './drawn-runs.ts';

/** A line as a word for its kind, and its text with the styles in angle brackets. */
function drawn({ kind, level, quotes, runs }: SoftLine): string {
  const words = [kind === 'text' ? '' : kind, level > 0 ? level : '', '>'.repeat(quotes)].join('');
  const text = drawnRuns(runs);
  return words === '' ? text : `${words}|${text}`;
}
const drawnText = (answer: string, isOpen = false) => soften(answer, isOpen).map(drawn);

describe('Markdown', () => {
  it.each([
    ['Jest **siódma**.\n*Tak*', ['Jest <bold:siódma>.', '<italic:Tak>']],
    ['# Zakupy\n## *Dziś*', ['heading|<bold:Zakupy>', 'heading|<bold italic:Dziś>']],
    ['- mleko\n* chleb', ['bullet|mleko', 'bullet|chleb']],
    ['- a\n  - b\n    - c\n- d', ['bullet|a', 'bullet1|b', 'bullet2|c', 'bullet|d']],
    [
      '1. Mleko\n2. chleb\n   - z masłem\n3. sól',
      ['number|1. Mleko', 'number|2. chleb', 'bullet1|z masłem', 'number|3. sól'],
    ],
    ['> Być albo\n>\n> > nie być', ['>|Być albo', '>|', '>>|nie być']],
    [
      'Tak:\n```js\nconst a = `b` * 2;\n\n  c();\n```\nKoniec',
      ['Tak:', 'code|<code:const a = `b` * 2;>', 'code|', 'code|<code:  c();>', 'Koniec'],
    ],
    ['- tak:\n  ```\n  x\n    y\n  ```', ['bullet|tak:', 'code|<code:x>', 'code|<code:  y>']],
    ['| Dzień | °C |\n|---|:-:|\n| **pn.** | 7 |', ['| Dzień | °C |', '| <bold:pn.> | 7 |']],
  ])('%j is softened', (answer, lines) => {
    expect(drawnText(answer)).toEqual(lines);
  });

  it.each([
    '5 > 3\n> 5 GB',
    '#tag #1',
    '1. maja jest święto.',
    '1. maja\n3. maja',
    '2026. Rok',
    '-5 stopni\n--\n- \n---\n* * *\n___',
    '  wcięte\n\ttabulator\n\nkoniec',
    'Cena: 100 zł*\n*Cena netto',
    '10 | 20 | 30',
    'سعر *الخبز 5 > 3',
  ])('is not seen in %j', (answer) => {
    expect(drawnText(answer)).toEqual(answer.split('\n'));
  });

  it('leaves an answer of marks alone as it is', () => {
    for (const answer of ['*', '**', '```', '#', '-', '>', '`', '[', '_']) expect(textOf(soften(answer))).toBe(answer);
  });
});

/** The softened texts of an answer that comes character by character. */
const grown = (answer: string) => Array.from(answer, (_, index) => soften(answer.slice(0, index + 1), true));

describe('a text that grows', () => {
  it('shows no mark before it is complete, and every letter at once as it stays', () => {
    const answer = [
      '# Pogoda',
      'Jutro **będzie *dość* ładnie**, a `npm test` i [link](https://example.org/a) też.',
      '- *mleko*',
      '- **chleb**',
      '',
      '```js',
      'const a = 1;',
      '```',
      '| a | b |',
      '|---|---|',
      '> cytat',
    ].join('\n');
    const letters = (soft: SoftText) =>
      soft.flatMap(({ runs }) =>
        runs.flatMap(({ at, text, styles }) =>
          Array.from(text, (letter, index) => [at + index, letter, styles.join(' ')].join()),
        ),
      );
    const last = new Set(letters(soften(answer)));
    for (const soft of grown(answer)) {
      const odd = letters(soft).filter((letter) => !last.has(letter) && !letter.includes('['));
      expect(odd).toEqual([]);
    }
  });

  it('is drawn as it was written where a mark is never closed', () => {
    expect(drawnText('Jest **siód', true)).toEqual(['Jest <bold:siód>']);
    expect(drawnText('Jest **siódma.\nTak', true)).toEqual(['Jest **siódma.', 'Tak']);
    expect(drawnText('Jest **siódma.')).toEqual(['Jest **siódma.']);
  });
});

/** Texts of marks, and of characters next to them. */
const marked = fc
  .array(fc.constantFrom(...'*_`[]()!#->|~\\ \n\t1.a9Ż😀', '**', '```', '\n- ', '\n1. ', '](', 'http://'), {
    maxLength: 60,
  })
  .map((parts) => parts.join(''));
const anything = fc.oneof(marked, fc.string({ unit: 'binary', maxLength: 60 }));

describe('whatever the text is', () => {
  it('every character that is shown is one of it, in its order', () => {
    fc.assert(
      fc.property(anything, fc.boolean(), (answer, isOpen) => {
        let from = 0;
        for (const { runs } of soften(answer, isOpen)) {
          for (const { at, text } of runs) {
            expect(at).toBeGreaterThanOrEqual(from);
            expect(answer.slice(at, at + text.length)).toBe(text);
            from = at + text.length;
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('what grows changes no line above its last one', () => {
    fc.assert(
      fc.property(anything, anything, fc.boolean(), (begun, more, isOpen) => {
        const lines = soften(begun, isOpen);
        const longer = soften(`${begun}${more}`, isOpen);
        const lastAt = begun.lastIndexOf('\n') + 1;
        const above = (soft: SoftText) => soft.filter(({ at }) => at < lastAt).map(drawn);
        // An answer of nothing but marks is shown as it was written.
        if (textOf(lines) !== begun) expect(above(longer)).toEqual(above(lines));
      }),
      { numRuns: 2_000 },
    );
  });

  it('a position stays in order, and the end is the end', () => {
    fc.assert(
      fc.property(anything, (answer) => {
        const soft = soften(answer);
        const positions = Array.from({ length: answer.length + 1 }, (_, at) => positionIn(soft, at));
        expect(positions).toEqual(positions.toSorted((one, other) => one - other));
        expect(positions.at(-1)).toBe(textOf(soft).length);
      }),
      { numRuns: 500 },
    );
  });
});

describe('an answer of 256 KiB', () => {
  // A way through it that looks at a character once more for every other would not come to its end here.
  it.each([
    ...[
      '*',
      '**a ',
      '*a',
      '_',
      '`',
      '` `` ',
      '[',
      '[a](',
      '[a](b ',
      '](',
      '![](',
      '- ',
      '- - x',
      '> ',
      '|',
      '|-',
      ' ',
      '\\',
    ],
    ...['\n', '\n- ', '\n1. ', '\n> ', '\n```', '#', '\n# ', 'http://', '(', '[a](('],
  ])('of %j is softened', (part) => {
    const size = 256 * 1024;
    for (const end of ['x']) {
      const answer = `${part.repeat(size / part.length)}${end}`;
      for (const isOpen of [false, true]) {
        const soft = soften(answer, isOpen);
        expect(textOf(soft).length).toBeLessThanOrEqual(answer.length);
        expect(positionIn(soft, answer.length)).toBe(textOf(soft).length);
      }
    }
  });
});

describe('where an answer has been spoken to', () => {
  it('is found in what is left of it', () => {
    const answer = '- **Jeden** [dwa](https://example.org) trzy\n- cztery';
    const soft = soften(answer);
    const readTo = (word: string) => textOf(soft).slice(0, positionIn(soft, answer.indexOf(word)));
    expect(readTo('Jeden')).toBe('');
    expect(readTo('dwa')).toBe('Jeden ');
    expect(readTo('trzy')).toBe('Jeden dwa ');
    expect(readTo('cztery')).toBe('Jeden dwa trzy\n');
  });
});
