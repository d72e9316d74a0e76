import { describe, expect, it } from 'vitest';
import type { AssistantEvent } from '../../../src-main/assistants/assistant.ts';
import { createGuest, lastReport } from '../../../src-main/assistants/asystent/guest.ts';
import type { Said } from '../../../src-main/assistants/seat.ts';
import type { TraceEvent } from '../../../src-main/assistants/trace.ts';
import { createSignal } from '../../../src-shared/signal.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { HELLO, OVERLAY } from './fake-client.ts';

function start() {
  const clock = createFakeClock();
  const said = createSignal<Said>();
  const sent: string[] = [];
  const events: AssistantEvent[] = [];
  const traces: TraceEvent[] = [];
  const guest = createGuest({
    seat: { send: (frame) => sent.push(frame) > 0, listen: said.subscribe },
    overlay: OVERLAY,
    clock,
    onEvent: (event) => events.push(event),
    onTrace: (event) => traces.push(event),
  });
  guest.start();
  const say = (frame: object | string) =>
    said.emit({ kind: 'frame', raw: typeof frame === 'string' ? frame : JSON.stringify(frame) });
  return { clock, guest, sent, events, traces, say, leave: () => said.emit({ kind: 'left' }) };
}

const status = (data: object) => ({ type: 'status', data: { status: '', text: '', ...data } });
const hello = { type: 'hello', data: { protocol: 2, client: { name: 'Robot' }, commands: ['stop_tts'] } };

describe('a guest', () => {
  it('is greeted once, after its first status or by its hello', () => {
    const first = start();
    first.say(status({ phase: 'ready' }));
    first.say(status({ phase: 'thinking' }));
    first.say(hello);
    expect(first.sent).toEqual([HELLO]);
    const second = start();
    second.say(hello);
    second.say(status({ phase: 'ready' }));
    expect(second.sent).toEqual([HELLO]);
    expect(second.events.map(({ kind }) => kind)).toEqual(['offer', 'report']);
    expect(second.traces).toContainEqual({ kind: 'live', transport: 'socket', port: null });
  });

  it('shows its first text, which is no old one', () => {
    for (const phase of ['speaking', 'ready']) {
      const { events, say } = start();
      say(status({ phase, text: 'Hello.' }));
      expect(events).toMatchObject([{ kind: 'report', report: { phase, answer: { text: 'Hello.' } } }]);
    }
  });

  it('needs no heartbeat', () => {
    const { clock, say } = start();
    say(status({ phase: 'ready' }));
    expect(clock.pending()).toBe(0);
  });

  it('takes the commands that it offers, until it has left', () => {
    const { guest, sent, say, leave } = start();
    expect(guest.send({ command: 'stop_tts' })).toEqual({ sent: true, id: null });
    say(status({ phase: 'speaking' }));
    say(hello);
    expect(guest.send({ command: 'start_listening' })).toEqual({ sent: false, reason: 'not-offered' });
    expect(guest.send({ command: 'stop_tts' })).toEqual({ sent: true, id: '1' });
    expect(JSON.parse(sent.at(-1) ?? '')).toEqual({ type: 'command', id: '1', command: 'stop_tts' });
    leave();
    expect(guest.send({ command: 'stop_tts' })).toEqual({ sent: false, reason: 'no-link' });
  });

  it('ends what it said when it leaves, and says nothing any more', () => {
    const { events, say, leave } = start();
    say(hello);
    say(status({ phase: 'speaking', text: 'Hello.', turn: 1 }));
    events.length = 0;
    leave();
    expect(events).toMatchObject([
      { kind: 'offer', offer: { name: 'Robot', commands: [] } },
      { kind: 'report', report: { phase: 'ready', voice: 'off', answer: { text: 'Hello.', isGrowing: false } } },
    ]);
    say(status({ phase: 'thinking' }));
    expect(events).toHaveLength(2);
  });

  it('that has said nothing leaves without a word', () => {
    const { events, say, leave } = start();
    say('nonsense');
    say({ type: 'text_delta', turn: 1, at: 0, append: 'x' });
    leave();
    expect(events).toEqual([]);
  });
});

describe('the last report', () => {
  const { events, say } = start();
  const reportOf = (data: object) => {
    say(status(data));
    const event = events.at(-1);
    if (event?.kind !== 'report') throw new Error('no report');
    return event.report;
  };

  it('keeps an error for its time, and nothing else up', () => {
    const error = reportOf({ phase: 'error', status: 'Error: no paper' });
    expect(lastReport(error, 5_000)).toMatchObject({
      phase: 'error',
      cause: 'No paper',
      changedAtMs: error.changedAtMs,
    });
    const notice = reportOf({ phase: 'ready', notice: { kind: 'notification', title: 'Post' } });
    expect(lastReport(notice, 5_000)).toMatchObject({ phase: 'ready', notice: null, isHeldUp: false });
    expect(lastReport(reportOf({ phase: 'listening', monitoring: false, level: 0.5 }), 5_000)).toMatchObject({
      phase: 'paused',
      level: null,
      changedAtMs: 5_000,
    });
  });
});
