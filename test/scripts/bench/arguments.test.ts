import { expect, it } from 'vitest';
import { parseArguments } from '../../../scripts/bench/arguments.ts';

const KNOWN = ['idle', 'dom', 'ways'];

it('runs everything when nothing is named', () => {
  expect(parseArguments([], KNOWN)).toEqual({ json: false, quick: false, parts: KNOWN });
});

it('runs what is named, in its usual order', () => {
  expect(parseArguments(['dom', '--json', '--quick', 'idle'], KNOWN)).toEqual({
    json: true,
    quick: true,
    parts: ['idle', 'dom'],
  });
});

it.each([[['nosuch', 'dom']], [['--nosuch']]])('names the parts when %j is asked for', (args) => {
  expect(() => parseArguments(args, KNOWN)).toThrow(/nosuch[\s\S]*parts: idle, dom, ways/);
});
