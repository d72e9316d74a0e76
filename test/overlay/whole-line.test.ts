import { describe, expect, it } from 'vitest';
import { offer, pushed, ready, thinking } from './events.ts';
import { play } from './play.ts';

const LONG = 'The language model answered 429 Too Many Requests';
const error = (text: string) => pushed({ status: `Error: ${text}` });

describe('a line that the pill has no room for', () => {
  it('is in the card, for as long as it is told', () => {
    const overlay = play().on(ready(), error(LONG));
    expect(overlay.shows).toMatchObject({ detail: { kind: 'client', text: LONG }, wholeLine: LONG, answer: null });
    expect(overlay.on(thinking()).shows.wholeLine).toBeNull();
  });

  it('is one that is longer than the pill, which the buttons make narrower', () => {
    const fits = 'x'.repeat(42);
    expect(play().on(ready(), error(fits)).shows.wholeLine).toBeNull();
    expect(play().on(ready(), error(`${fits}x`)).shows.wholeLine).toBe(`${fits}x`);
    expect(play().on(ready(), offer(), error('x'.repeat(30))).shows.wholeLine).toBeNull();
    expect(play().on(ready(), offer(), error('x'.repeat(31))).shows.wholeLine).not.toBeNull();
    const bare = play().on(ready(), offer({ commands: [] }));
    expect(bare.on(error(fits)).shows.wholeLine).toBeNull();
    expect(bare.on(error(`${fits}x`)).shows.wholeLine).not.toBeNull();
  });

  it.each(['語'.repeat(23), '👍'.repeat(23), 'X'.repeat(33)])('counts wide letters for more than one: %s', (text) => {
    expect(play().on(ready(), error(text)).shows.wholeLine).toBe(text);
  });

  it('may be that of a notice, unless its own text is in the card', () => {
    const status = 'Notification: We meet in five minutes in room 12, second floor';
    expect(play().on(ready(), pushed({ status })).shows.wholeLine).toBe(
      'We meet in five minutes in room 12, second floor',
    );
    const withText = play().on(ready(), pushed({ status, text: 'We meet.' })).shows;
    expect(withText).toMatchObject({ answer: 'We meet.', wholeLine: null });
  });

  it('may be what a client says of a command', () => {
    const sent = { kind: 'command-sent', request: { command: 'set_muted', args: { muted: true } }, id: '1' } as const;
    const ack = { kind: 'ack', ack: { id: '1', rejection: { code: 'failed', message: LONG } } } as const;
    expect(play().on(ready(), offer(), sent, ack).shows.wholeLine).toBe(LONG);
  });

  it('is only that of a failure when the user wants no answers', () => {
    const shown = (status: string) => play({}, { showCard: false }).on(ready(), pushed({ status })).shows.wholeLine;
    expect(shown(`Error: ${LONG}`)).toBe(LONG);
    expect(shown(`Notification: ${LONG}`)).toBeNull();
  });
});
