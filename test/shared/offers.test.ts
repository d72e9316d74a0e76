import { expect, it } from 'vitest';
import { LANGUAGES } from '../../src-shared/languages.ts';
import { labelIn } from '../../src-shared/offers.ts';

it('a client’s label is in the overlay’s language if the client has it, else in English', () => {
  const label = { pl: 'Głos', en: 'Voice' };
  const expected = { ...Object.fromEntries(LANGUAGES.map((language) => [language, 'Voice'])), pl: 'Głos' };
  expect(Object.fromEntries(LANGUAGES.map((language) => [language, labelIn(label, language)]))).toEqual(expected);
  expect(labelIn(label, 'ar-XB')).toBe('Voice');
});
