import { describe, expect, it } from 'vitest';
import type { CommandRequest } from '../../src-shared/commands.ts';
import { frameOf, HELLO, READY, startLive } from './counted-overlay.ts';

describe('a command', () => {
  const outcomes = (overlay: ReturnType<typeof startLive>) => overlay.numbers().commands;

  it('is done when the client shows it, however soon', () => {
    const overlay = startLive();
    overlay.press({ command: 'set_monitoring', args: { on: false } });
    overlay.socket().onMessage(frameOf({ status: 'Ready', monitoring: false }));
    expect(overlay.numbers().commandsSent).toBe(1);
    expect(outcomes(overlay)).toEqual({ done: 1, rejected: 0, refused: 0, unanswered: 0 });
    expect(overlay.happenings().filter(({ kind }) => kind === 'command')).toEqual([
      { kind: 'command', command: 'set_monitoring', outcome: 'sent' },
      { kind: 'command', command: 'set_monitoring', outcome: 'done' },
    ]);
  });

  it('is refused when the client ends the socket over it', () => {
    const overlay = startLive();
    overlay.press({ command: 'set_monitoring', args: { on: false } });
    overlay.clock.advance(500);
    overlay.socket().onClose('code 1006');
    overlay.clock.advance(5_000);
    expect(outcomes(overlay)).toEqual({ done: 0, rejected: 0, refused: 1, unanswered: 0 });
    expect(overlay.logged.at(-1)).toBe('command set_monitoring refused: the client ended the socket over it');
  });

  it('is unanswered when nothing shows it in time', () => {
    const overlay = startLive();
    overlay.press({ command: 'set_monitoring', args: { on: false } });
    overlay.socket().onMessage(READY);
    overlay.clock.advance(3_500);
    expect(outcomes(overlay)).toEqual({ done: 0, rejected: 0, refused: 0, unanswered: 1 });
  });
});

describe('a command to a client of version 2', () => {
  /** Sends a command. @returns the id that it left with. */
  const send = (overlay: ReturnType<typeof startLive>, request: CommandRequest): string => {
    overlay.press(request);
    return JSON.parse(overlay.sent.at(-1) ?? '').id;
  };
  const ack = (id: string, answer: object) => JSON.stringify({ type: 'ack', id, ...answer });
  const startGreeted = () => {
    const overlay = startLive();
    overlay.socket().onMessage(HELLO);
    return overlay;
  };

  it('comes to what its ack says [REL-LOG-COMMANDS]', () => {
    const overlay = startGreeted();
    const volume = send(overlay, { command: 'set_volume', args: { level: 0.5 } });
    const talk = send(overlay, { command: 'start_listening' });
    overlay.socket().onMessage(ack(talk, { ok: false, error: { code: 'busy', message: 'Later.' } }));
    overlay.socket().onMessage(ack(volume, { ok: true }));
    expect(overlay.numbers().commands).toEqual({ done: 1, rejected: 1, refused: 0, unanswered: 0 });
    expect(overlay.numbers()).toMatchObject({ commandsSent: 2, framesDropped: 0 });
    expect(overlay.happenings().slice(-2)).toEqual([
      { kind: 'command', command: 'start_listening', outcome: 'rejected' },
      { kind: 'command', command: 'set_volume', outcome: 'done' },
    ]);
    expect(overlay.logged).toEqual([
      'command set_volume sent',
      'command start_listening sent',
      'command start_listening rejected: busy',
      'command set_volume carried out',
    ]);
  });

  it('comes to nothing without an ack in time, or with the end of the socket', () => {
    const overlay = startGreeted();
    send(overlay, { command: 'start_listening' });
    overlay.clock.advance(3_500);
    expect(overlay.numbers().commands).toEqual({ done: 0, rejected: 0, refused: 0, unanswered: 1 });
    send(overlay, { command: 'set_volume', args: { level: 0.5 } });
    overlay.connection.reconnectNow();
    expect(overlay.numbers().commands).toEqual({ done: 0, rejected: 0, refused: 0, unanswered: 2 });
  });
});
