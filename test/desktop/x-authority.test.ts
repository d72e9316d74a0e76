import { describe, expect, it, test } from 'vitest';
import { displayCookie, displayNumber } from '../../src-main/desktop/x-authority.ts';

describe('the display', () => {
  test.each([
    [':0', 0],
    [':62.0', 62],
    ['unix:1', 1],
    ['far-away:0', null],
    ['', null],
    [undefined, null],
  ])('"%s" has the number %s here', (display, number) => {
    expect(displayNumber(display)).toBe(number);
  });
});

describe('the authority file', () => {
  const part = (text: string) => Buffer.concat([Buffer.from([0, text.length]), Buffer.from(text)]);
  const entry = (family: number, display: string, name: string, data: string) =>
    Buffer.concat([Buffer.from([family >> 8, family & 255]), ...['host', display, name, data].map(part)]);
  const cookie = 'MIT-MAGIC-COOKIE-1';

  it('has a cookie for each display of this machine', () => {
    const file = Buffer.concat([
      entry(0, '1', cookie, 'over the network'),
      entry(256, '1', 'XDM-AUTHORIZATION-1', 'another method'),
      entry(256, '0', cookie, 'another display'),
      entry(256, '1', cookie, 'the right one'),
    ]);
    expect(displayCookie(file, 1)?.toString()).toBe('the right one');
    expect(displayCookie(file, 2)).toBeNull();
  });

  it('may have one cookie for all displays', () => {
    expect(displayCookie(entry(256, '', cookie, 'for all'), 7)?.toString()).toBe('for all');
  });

  it('may be empty', () => {
    expect(displayCookie(Buffer.alloc(0), 0)).toBeNull();
  });
});
