import { expect, it } from 'vitest';
import { saidPost } from '../../src-main/control-socket/said-post.ts';
import { LANGUAGES } from '../../src-shared/languages.ts';
import { translator } from '../../src-shared/strings.ts';

const post = (word: 'permission' | 'idle' | 'question', text?: string, language: (typeof LANGUAGES)[number] = 'en') =>
  saidPost({ verb: 'say', word, ...(text !== undefined && { text }) }, translator(language));

it('a permission is a question in the user’s language, with what it is for', () => {
  expect(post('permission', 'Bash')).toEqual({ word: 'question', text: 'Permission needed: Bash', heard: null });
  expect(post('permission', 'Bash', 'pl').text).toBe('Potrzebna zgoda: Bash');
  expect(post('permission').text).toBe('Waiting for your permission');
  expect(new Set(LANGUAGES.map((language) => post('permission', undefined, language).text)).size).toBe(
    LANGUAGES.length,
  );
});

it('who waits says so in the user’s language, or in its own words', () => {
  expect(post('idle')).toEqual({ word: 'idle', text: 'Waiting for your input', heard: null });
  expect(post('idle', undefined, 'pl').text).toBe('Czekam na polecenie');
  expect(post('idle', 'Your turn').text).toBe('Your turn');
});

it('anything else is in the words of who says it', () => {
  expect(post('question', 'May I?', 'pl')).toEqual({ word: 'question', text: 'May I?', heard: null });
});
