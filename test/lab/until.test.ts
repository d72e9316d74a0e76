import { expect, it } from 'vitest';
import { until } from './until.ts';

it('gives what it waited for, as soon as it is there', async () => {
  const seen = [null, '', 'here', 'later'];
  expect(await until('something', () => seen.shift())).toBe('here');
});

it('names what it waited for in vain', async () => {
  await expect(until('the moon', () => false, 50)).rejects.toThrow('the moon');
});

it('passes an error on at once', async () => {
  const probe = () => {
    throw new Error('it has ended');
  };
  await expect(until('the server', probe)).rejects.toThrow('it has ended');
});
