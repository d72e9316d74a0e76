import { expect, it } from 'vitest';
import { choosePartNames } from '../../bench/choose-parts.ts';
import { PARTS } from '../../bench/parts.ts';
import { COMMANDS } from '../../scripts/commands.mjs';

const KNOWN = ['idle', 'dom', 'transports'];

it('runs everything when nothing is named', () => {
  expect(choosePartNames([], KNOWN)).toEqual(KNOWN);
});

it('runs what is named, in its usual order', () => {
  expect(choosePartNames(['dom', 'idle'], KNOWN)).toEqual(['idle', 'dom']);
});

it('refuses a part that is not there', () => {
  expect(() => choosePartNames(['nosuch', 'dom'], KNOWN)).toThrow('There is no part "nosuch".');
});

it('has a help that names the parts', () => {
  expect(/^Parts: (.*);/m.exec(COMMANDS.bench.usage)?.[1]?.split(' ')).toEqual(PARTS.map(({ name }) => name));
});
