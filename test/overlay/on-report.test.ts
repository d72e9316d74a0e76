import { describe, expect, it } from 'vitest';
import type { Answer, AssistantPhase, Report, ReportedNotice } from '../../src-main/assistants/assistant.ts';
import type { OverlayEvent } from '../../src-main/overlay/model.ts';
import { report } from './events.ts';
import { play } from './play.ts';

const reported = (changes: Partial<Report> = {}): OverlayEvent => ({
  kind: 'report',
  report: report(changes),
  transport: 'socket',
  port: 8181,
});
const answer = (turn: number, text: string): Answer => ({
  turn,
  text,
  isGrowing: true,
  mayGoOn: false,
  spokenTo: null,
});
const speaks = (turn: number, text: string) => reported({ phase: 'speaking', voice: 'on', answer: answer(turn, text) });
const notice = (number: number, isHeld = true): ReportedNotice => ({
  kind: 'notification',
  text: 'Tea',
  number,
  isHeld,
  isAside: false,
});

describe('a report of any assistant', () => {
  it.each<AssistantPhase>(['ready', 'paused', 'listening', 'thinking', 'speaking', 'error'])(
    'is drawn: %s',
    (phase) => {
      expect(play().on(reported({ phase })).shows).toMatchObject({ phase, transport: 'socket', port: 8181 });
    },
  );

  it('names the cause of an error', () => {
    const overlay = play().on(reported({ phase: 'error', cause: 'no microphone' }));
    expect(overlay.shows.detail).toEqual({ kind: 'client', text: 'no microphone' });
    overlay.on(reported({ phase: 'error', problem: 'encrypted' }));
    expect(overlay.shows.detail).toEqual({ kind: 'problem', problem: 'encrypted' });
    expect(overlay.on(reported({ phase: 'error' })).shows.detail).toBeNull();
  });

  it('stands for its time from its last change, however often it is repeated', () => {
    const overlay = play()
      .on(reported({ phase: 'thinking' }))
      .wait(119_000)
      .on(reported({ phase: 'thinking' }))
      .wait(1_000);
    expect(overlay.shows.visible).toBe(false);
    expect(overlay.on(reported({ phase: 'thinking', changedAtMs: 120_000 })).shows.visible).toBe(true);
  });

  it('confirms that the speech has been stopped as soon as no voice speaks', () => {
    const stop = { kind: 'command-sent', request: { command: 'stop_tts' }, id: null } as const;
    const overlay = play().on(reported(), speaks(1, 'Yes.'), stop);
    expect(overlay.on(speaks(1, 'Yes.')).shows.commands.stop_tts).toBe('pending');
    overlay.on(reported({ phase: 'speaking', answer: answer(1, 'Yes.') }));
    expect(overlay.shows.commands.stop_tts).toBe('enabled');
  });
});

describe('the answer of a report', () => {
  it('keeps its id while it grows, and has another one in another turn', () => {
    const overlay = play().on(reported(), speaks(1, 'Yes.'));
    const { answerId } = overlay.shows;
    expect(overlay.on(speaks(1, 'Yes. And')).shows).toMatchObject({ answer: 'Yes. And', answerId });
    expect(overlay.on(speaks(2, 'Yes. And')).shows).toMatchObject({ answer: 'Yes. And', answerId: answerId + 1 });
  });

  it('has another id in another turn also while it lingers, unless it may go on', () => {
    const quiet = (answer: Answer) => reported({ answer });
    const overlay = play().on(reported(), speaks(1, 'Yes.'), quiet(answer(1, 'Yes.')));
    const { answerId } = overlay.shows;
    overlay.on(quiet({ ...answer(2, 'Yes. And'), mayGoOn: true }));
    expect(overlay.shows).toMatchObject({ answer: 'Yes. And', answerId });
    overlay.on(reported({ answer: answer(3, 'Yes. And'), isHeldUp: true }));
    expect(overlay.shows).toMatchObject({ answer: 'Yes. And', answerId: answerId + 1 });
  });

  it('does not come back when its time is over and the assistant still reports it', () => {
    const quiet = reported({ answer: answer(1, 'Yes.') });
    const overlay = play().on(reported(), speaks(1, 'Yes.'), quiet).wait(4_000);
    expect(overlay.shows.answer).toBeNull();
    const held = reported({ answer: answer(1, 'Yes.'), isHeldUp: true, changedAtMs: 4_000 });
    expect(overlay.on(held).shows).toMatchObject({ answer: null, visible: true });
  });

  it('is read for as long as a slow reader takes when its voice is missing', () => {
    const text = 'x'.repeat(3_000);
    const silent = reported({ voice: 'missing', answer: answer(1, text), isHeldUp: true });
    const overlay = play().on(reported(), silent).wait(200_999);
    expect(overlay.shows).toMatchObject({ answer: text, visible: true });
    expect(overlay.wait(1).shows).toMatchObject({ answer: null, visible: false });
    expect(overlay.on(silent).shows).toMatchObject({ answer: null, visible: false });
  });
});

describe('the notice of a report', () => {
  it('leaves for good when its time is over, and the next number is another one', () => {
    const overlay = play()
      .on(reported(), reported({ notice: notice(1, false) }))
      .wait(3_000);
    expect(overlay.on(reported({ notice: notice(1), isHeldUp: true })).shows.notice).toBeNull();
    expect(overlay.on(reported({ notice: notice(2), isHeldUp: true })).shows.notice).not.toBeNull();
  });

  it('stays for its least time when the assistant reports it no more', () => {
    const overlay = play()
      .on(reported(), reported({ notice: notice(1), isHeldUp: true }), reported())
      .wait(2_999);
    expect(overlay.shows.notice).toEqual({ kind: 'notification', text: 'Tea' });
    expect(overlay.wait(1).shows.notice).toBeNull();
  });

  it('ends the answer before it, and the user’s wish to hide the overlay', () => {
    const overlay = play().on(reported(), speaks(1, 'Yes.'), reported({ answer: answer(1, 'Yes.') }));
    overlay.on({ kind: 'override', override: 'hide' }, reported({ answer: answer(1, 'Yes.'), notice: notice(1) }));
    expect(overlay.shows).toMatchObject({ visible: true, answer: null, notice: { text: 'Tea' } });
  });
});
