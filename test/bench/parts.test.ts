import { expect, it } from 'vitest';
import { chooseParts, PARTS } from '../../bench/parts.ts';
import { COMMANDS } from '../../scripts/commands.mjs';

it('runs everything that is not optional when nothing is named', () => {
  const left = PARTS.filter((part) => !chooseParts([]).includes(part));
  expect(left.map(({ name }) => name)).toEqual(['broker-cluster']);
  expect(chooseParts(['broker-cluster'])).toEqual(left);
});

it('runs what is named, in its usual order', () => {
  expect(chooseParts(['dom', 'idle']).map(({ name }) => name)).toEqual(['idle', 'dom']);
});

it('refuses a part that is not there', () => {
  expect(() => chooseParts(['nosuch', 'dom'])).toThrow('There is no part "nosuch".');
});

it('has a help that names the parts', () => {
  expect(/^Parts: ([^;]*);/m.exec(COMMANDS.bench.usage)?.[1]?.split(/\s/)).toEqual(
    chooseParts([]).map(({ name }) => name),
  );
});
