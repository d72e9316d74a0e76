import { expect, it } from 'vitest';
import { createAnnouncements } from '../../../src-renderer/bubble/announcements.ts';
import { createFakeClock } from '../../fake-clock.ts';

function create() {
  const clock = createFakeClock();
  const announcements = createAnnouncements(clock);
  const heard: string[] = [];
  announcements.subscribe(() => heard.push(announcements.get()));
  return { clock, heard, announce: (words: string) => announcements.announce(() => words) };
}

it('words are announced a moment later, and the same words once', () => {
  const { clock, heard, announce } = create();
  announce('Ready');
  expect(heard).toEqual([]);
  clock.advance(100);
  announce('Ready');
  clock.advance(100);
  expect(heard).toEqual(['Ready']);
});

it('words that come without end are announced all the same, the newest of each moment', () => {
  const { clock, heard, announce } = create();
  for (let count = 0; count < 100; count += 1) {
    announce(String(count));
    clock.advance(10);
  }
  clock.advance(100);
  expect(heard.length).toBeGreaterThan(10);
  expect(heard.length).toBeLessThan(30);
  expect(heard.at(-1)).toBe('99');
});

it('no timer is left when all is said', () => {
  const { clock, announce } = create();
  announce('Ready');
  clock.advance(100);
  expect(clock.pending()).toBe(0);
});
