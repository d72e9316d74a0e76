import { expect, it } from 'vitest';
import { readKeptChecks } from '../../src-main/updates/kept-checks.ts';

const KEPT = { nextEpochMs: 2, checkedEpochMs: 1, offer: { version: '9.0.0', notes: 'New.' } };

it('the checks are read as they were kept', () => {
  expect(readKeptChecks(JSON.stringify(KEPT))).toEqual(KEPT);
  const none = { nextEpochMs: 2, checkedEpochMs: null, offer: null };
  expect(readKeptChecks(JSON.stringify(none))).toEqual(none);
});

it.each(['', '{', '[]', '{"nextEpochMs":null}', JSON.stringify({ ...KEPT, offer: { version: '../x', notes: '' } })])(
  'a file that can’t be read has none: %s',
  (text) => expect(readKeptChecks(text)).toBeNull(),
);
