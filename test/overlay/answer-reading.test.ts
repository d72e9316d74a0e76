import { describe, expect, it } from 'vitest';
import { ready, speaking, thinking } from './events.ts';
import { play } from './play.ts';

const LINGER_MS = 4_000;
const REST_MAX_MS = 30_000;
const words = (count: number) => Array.from({ length: count }, () => 'pogoda').join(' ');
const LONG = words(600);
/** Some 100 characters more than the card shows. */
const LONGER_THAN_CARD = words(65);
const STOPPED = { kind: 'command-sent', request: { command: 'stop_tts' }, id: null } as const;
const spoken = (text: string, spokenMs: number, changes = {}) =>
  play(changes).on(ready(), thinking(), speaking(text)).wait(spokenMs);

/** How long the answer is still shown, in steps of 100 ms. */
function staysMs(overlay: ReturnType<typeof play>): number {
  let ms = 0;
  while (overlay.shows.answer !== null && ms < 120_000) {
    overlay.wait(100);
    ms += 100;
  }
  return ms;
}

describe('an answer whose voice has ended', () => {
  it('lingers as the user chose when all of it fits on the card', () => {
    const overlay = spoken(words(40), 100).on(ready(words(40)));
    expect(overlay.shows.answerRestMs).toBeNull();
    expect(staysMs(overlay)).toBe(LINGER_MS);
  });

  it('lingers as the user chose when its voice has come to its end', () => {
    expect(staysMs(spoken(LONGER_THAN_CARD, 35_000).on(ready(LONGER_THAN_CARD)))).toBe(LINGER_MS);
  });

  it('lingers for longer when its end has not been on the card, as long as that takes to be read', () => {
    const overlay = spoken(LONGER_THAN_CARD, 100).on(ready(LONGER_THAN_CARD));
    const rest = overlay.shows.answerRestMs ?? 0;
    expect(rest).toBeGreaterThan((100 / 15) * 1_000);
    expect(rest).toBeLessThan(REST_MAX_MS);
    expect(staysMs(overlay)).toBeCloseTo(rest + LINGER_MS, -2);
  });

  it('lingers for half a minute more at most, however much there is', () => {
    const overlay = spoken(LONG, 100).on(ready(LONG));
    expect(overlay.shows.answerRestMs).toBe(REST_MAX_MS);
    expect(staysMs(overlay)).toBe(REST_MAX_MS + LINGER_MS);
    expect(overlay.isSettled).toBe(true);
    expect(overlay.shows.visible).toBe(false);
  });

  it('lingers for less of it the more of it was spoken', () => {
    expect(staysMs(spoken(LONG, 260_000).on(ready(LONG)))).toBeLessThan(REST_MAX_MS);
  });

  it('lingers no longer than the user chose when the user has had its speech stopped, whoever is first to say so', () => {
    expect(staysMs(spoken(LONG, 5_000).on(STOPPED, ready(LONG)))).toBe(LINGER_MS);
    const acknowledged = { kind: 'ack', ack: { id: 'a', rejection: null } } as const;
    const command = { ...STOPPED, id: 'a' };
    expect(staysMs(spoken(LONG, 5_000).on(command, acknowledged, ready(LONG)))).toBe(LINGER_MS);
  });

  it('is another one after the one that was stopped', () => {
    const overlay = spoken(LONG, 5_000).on(STOPPED, ready(LONG), thinking(), speaking(`No. ${LONG}`));
    expect(staysMs(overlay.on(ready(`No. ${LONG}`)))).toBe(REST_MAX_MS + LINGER_MS);
  });

  it('goes with its voice when the user wants none to linger', () => {
    expect(spoken(LONG, 100, { lingerMs: 0 }).on(ready(LONG)).shows).toMatchObject({ answer: null, visible: false });
  });

  it('does not keep the bubble on the screen when answers are not shown', () => {
    const overlay = spoken(LONG, 100, { cardWidthPx: null }).on(ready(LONG));
    expect(overlay.wait(LINGER_MS).shows.visible).toBe(false);
  });

  it('goes at once when the next turn begins', () => {
    expect(spoken(LONG, 100).on(ready(LONG)).wait(1_000).on(thinking()).shows.answer).toBeNull();
  });

  it('is old when a voice begins that can only be another one', () => {
    const ended = () => spoken(LONG, 5_000).on(ready(LONG));
    expect(ended().wait(2_000).on(speaking(LONG)).shows.answer).toBeNull();
    expect(ended().on(speaking(LONG, { status: 'Notification: Parcel' })).shows.answer).toBeNull();
    expect(ended().on(thinking({ text: LONG }), speaking(LONG)).shows.answer).toBeNull();
  });

  it('lingers as the user chose when its voice has told that it is at its end, however fast it was', () => {
    const told = spoken(LONG, 1_000).on(speaking(LONG, { spokenTo: 100 }));
    expect(told.shows.answerSpokenTo).toBe(100);
    told.wait(1_000).on(ready(LONG, { spokenTo: LONG.length }));
    expect(told.shows).toMatchObject({ answerSpokenTo: LONG.length, answerRestMs: null });
    expect(staysMs(told)).toBe(LINGER_MS);
  });

  it('goes on with its voice after a pause, and lingers when that ends', () => {
    const overlay = spoken(LONG, 5_000).on(ready(LONG)).wait(500).on(speaking(LONG));
    expect(overlay.shows).toMatchObject({ answer: LONG, answerRestMs: null });
    expect(overlay.wait(60_000).shows.answer).toBe(LONG);
    expect(staysMs(overlay.on(ready(LONG)))).toBe(REST_MAX_MS + LINGER_MS);
  });
});

describe('a text that grows after its voice has ended', () => {
  it.each([null, 1])('stays until what has come can be read, in turn %s', (turn) => {
    const overlay = play().on(
      ready('', { turn }),
      thinking({ turn }),
      speaking('One', { turn }),
      ready('One', { turn }),
    );
    for (let count = 2; count <= 100; count += 1) overlay.wait(50).on(ready(`One ${words(count)}`, { turn }));
    expect(overlay.shows.answer).toBe(`One ${words(100)}`);
    expect(staysMs(overlay)).toBeGreaterThan(15_000);
    expect(overlay.isSettled).toBe(true);
  });

  it('and that was stopped stays no longer', () => {
    const overlay = spoken('One', 100)
      .on(STOPPED, ready('One'))
      .wait(1_000)
      .on(ready(`One ${LONG}`));
    expect(staysMs(overlay)).toBe(LINGER_MS - 1_000);
  });
});
