import { describe, expect, it } from 'vitest';
import type { ConnectionEvent } from '../../../src-main/assistants/asystent/connection.ts';
import type { Status } from '../../../src-main/assistants/asystent/protocol-status.ts';
import { polled, pushed, ready, speaking } from '../../overlay/events.ts';
import { play } from '../../overlay/play.ts';

type Said = (changes: Partial<Status>) => ConnectionEvent;

const LINE = 'Notification: Room 12...';
const flags = { text: 'Old.', isListening: true, wakeWordDetected: true };
const held = { ...flags, overlayVisible: true };

/** The released client's status while it works on a question. */
const asked = (said: Said = pushed) =>
  play().on(said({ status: 'słucham', text: 'Old.' }), said({ ...held, status: 'Przetwarzam zapytanie...' }));

/** A notice of the released client, from its line to the line of rest that ends it. */
const notice = (line: string, rest: string) => [
  pushed({ ...held, status: line }),
  pushed({ ...held, status: 'Overlay Shown' }),
  pushed({ ...flags, status: 'Overlay Hidden' }),
  pushed({ ...flags, status: rest }),
];

describe('a notice that ends while a question is being worked on', () => {
  it.each([
    [LINE, 'Listening...'],
    ['Startup Briefing', 'Ready'],
  ])('leaves the turn thinking: %s, %s', (line, rest) => {
    const overlay = asked()
      .wait(1_500)
      .on(...notice(line, rest))
      .wait(5_000);
    expect(overlay.shows).toMatchObject({ phase: 'thinking', visible: true, answer: null });
    overlay.on(speaking('New.', { isListening: true }));
    expect(overlay.shows).toMatchObject({ phase: 'speaking', answer: 'New.' });
    expect(overlay.on(ready('New.')).shows).toMatchObject({ phase: 'ready', answer: 'New.' });
  });

  it('leaves the question that came after it thinking', () => {
    const overlay = play().on(
      ready('Old.'),
      pushed({ status: LINE, text: 'Old.' }),
      pushed({ status: 'Overlay Shown', text: 'Old.', overlayVisible: true }),
      pushed({ ...held, isListening: false, status: 'myślę' }),
      pushed({ ...held, status: 'Przetwarzam zapytanie...' }),
    );
    overlay
      .wait(2_000)
      .on(pushed({ ...flags, status: 'Overlay Hidden' }), pushed({ ...flags, status: 'Listening...' }));
    expect(overlay.shows).toMatchObject({ phase: 'thinking', visible: true });
    expect(overlay.on(pushed({ ...flags, status: 'Listening...' })).shows.phase).toBe('thinking');
  });

  it('leaves the turn thinking also when polls have not seen its line', () => {
    const overlay = asked(polled).on(polled({ ...held, status: 'Overlay Shown' }));
    overlay.wait(1_000).on(polled({ ...flags, status: 'Listening...' }));
    expect(overlay.shows.phase).toBe('thinking');
  });

  it('is not what a client has ended that begins to listen with its overlay up', () => {
    expect(asked().on(pushed({ ...held, status: 'Listening...' })).shows.phase).toBe('listening');
  });

  it('leaves the turn thinking for every poll that repeats the line of rest', () => {
    const rest = polled({ ...flags, status: 'Listening...' });
    const overlay = asked(polled).on(polled({ ...held, status: LINE }), rest);
    expect(overlay.shows.phase).toBe('thinking');
    expect(overlay.wait(1_000).on(rest).wait(1_000).on(rest).shows.phase).toBe('thinking');
  });

  it('is followed by listening when the flags say something new', () => {
    const overlay = asked().on(...notice(LINE, 'Listening...').slice(0, 2));
    overlay.on(pushed({ ...flags, isListening: false, status: 'Listening...' }));
    expect(overlay.shows.phase).toBe('listening');
  });

  it('is followed by rest when the flags are down', () => {
    expect(asked().on(...notice(LINE, 'Listening...'), ready('Old.')).shows.phase).toBe('ready');
  });

  it('does not bring back a turn that has stood for too long, nor begin to listen', () => {
    const overlay = asked().wait(120_000);
    expect(overlay.shows.visible).toBe(false);
    overlay.on(...notice(LINE, 'Listening...'));
    expect(overlay.shows).toMatchObject({ phase: 'ready', notice: { text: 'Room 12…' } });
    expect(overlay.wait(3_000).shows).toMatchObject({ phase: 'ready', visible: false });
    expect(overlay.on(pushed({ ...flags, status: 'myślę' })).shows.phase).toBe('thinking');
  });
});
