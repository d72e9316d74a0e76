import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src-shared/json.ts';

describe('a text from outside', () => {
  it.each<[string, unknown]>([
    ['{"a":[1,null]}', { a: [1, null] }],
    ['null', null],
    ['0', 0],
  ])('is read as JSON: %s', (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  it.each(['', '{', '{"a":1', 'undefined', "{'a':1}"])('that is not JSON is undefined: %s', (text) => {
    expect(parseJson(text)).toBeUndefined();
  });
});
