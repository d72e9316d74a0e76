import { describe, expect, it } from 'vitest';
import { BOLD, inlineRuns } from '../../src-shared/soft-runs.ts';
import { drawnRuns } from './drawn-runs.ts';

const drawn = (text: string, isOpen = false) => drawnRuns(inlineRuns(text, 0, 0, isOpen));

describe('the styles within a line', () => {
  it.each([
    ['Jest **siódma**.', 'Jest <bold:siódma>.'],
    ['*Tak*, _nie_.', '<italic:Tak>, <italic:nie>.'],
    ['***Uwaga***', '<bold italic:Uwaga>'],
    ['**Ważne *i pilne* dziś**', '<bold:Ważne ><bold italic:i pilne><bold: dziś>'],
    ['**ważne *i pilne***', '<bold:ważne ><bold italic:i pilne>'],
    ['**Linux**a i **Windows**.', '<bold:Linux>a i <bold:Windows>.'],
    ['这是**重要**的', '这是<bold:重要>的'],
    ['Wpisz `npm test -- *.ts`.', 'Wpisz <code:npm test -- *.ts>.'],
    ['`` a`b `` i `` ` ``', '<code:a`b> i <code:`>'],
    ['[Pogoda](https://example.org/a_b_(c) "tytuł") jutro', 'Pogoda jutro'],
    ['![mapa Polski](map.png) i [**tu**](#x)', 'mapa Polski i <bold:tu>'],
    ['**https://example.org/_a_**', '<bold:https://example.org/_a_>'],
    ['**שלום** עולם', '<bold:שלום> עולם'],
  ])('of %j are seen', (text, runs) => {
    expect(drawn(text)).toBe(runs);
  });

  it.each([
    '2 * 3 * 4 = 24',
    '2*3*4, 2**3**4, a ** b ** c',
    'snake_case_name, __init__, _private',
    'https://example.org/_a_/b*c?d=_e_',
    '„Pan Tadeusz” – «tak», ‚nie’',
    'f(*args, **kwargs)',
    '*.txt i *.md, **/*.ts',
    '5* hotel i 4* hotel',
    'a[i](x), [1], [nic]',
    '`otwarte, ** otwarte **',
    '\\*nie\\* tak',
    'C:\\_a_\\b /usr/_x_/y',
    '![](x) [](y)',
  ])('are none in %j', (text) => {
    expect(drawn(text)).toBe(text);
  });

  it('are added to the style of the whole line', () => {
    expect(drawnRuns(inlineRuns('Na *dziś*', 0, BOLD, false))).toBe('<bold:Na ><bold italic:dziś>');
  });

  it('are at their places in the answer', () => {
    expect(inlineRuns('a **b** c', 100, 0, false).map(({ at, text }) => [at, text])).toEqual([
      [100, 'a '],
      [104, 'b'],
      [107, ' c'],
    ]);
  });
});

describe('a line that grows', () => {
  it.each([
    ['Jest **siód', 'Jest <bold:siód>'],
    ['Wpisz `npm te', 'Wpisz <code:npm te>'],
    ['[Pogoda](https://exam', 'Pogoda'],
    ['Jest *', 'Jest '],
    ['2 * 3', '2 * 3'],
  ])('shows %j as if its styles ended with it', (text, runs) => {
    expect(drawn(text, true)).toBe(runs);
  });

  it.each(['Jest **siód', 'Wpisz `npm te', '[Pogoda](https://exam'])(
    'shows %j as it was written once it is whole',
    (text) => {
      expect(drawn(text)).toBe(text);
    },
  );
});
