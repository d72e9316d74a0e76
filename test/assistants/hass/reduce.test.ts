import { describe, expect, it } from 'vitest';
import { answerRun, at, introduce, MUTE, moveTo, PLAYER, RUN, SATELLITE, signIn, startBench } from './bench.ts';

const LIST = 'assist_pipeline/pipeline_debug/list';
const CHAT = 'conversation/chat_log/subscribe';
/** A message of a log, so many seconds after the beginning. */
const message = (role: string, content: string, seconds: number) => ({ role, content, created: at(seconds) });

describe('the satellite', () => {
  it('is followed through a turn, with its texts', () => {
    const bench = startBench();
    introduce(bench);
    moveTo(bench, 'listening');
    answerRun(bench, [RUN.start, RUN.stt]);
    moveTo(bench, 'processing', 2);
    answerRun(bench, [RUN.start, RUN.stt, RUN.heard, RUN.intent]);
    expect(bench.report()).toMatchObject({ phase: 'thinking', heard: 'what time is it', answer: null });
    moveTo(bench, 'responding', 4);
    answerRun(bench, [RUN.start, RUN.stt, RUN.heard, RUN.intent, RUN.answer, RUN.tts]);
    expect(bench.report()).toMatchObject({
      phase: 'speaking',
      voice: 'on',
      heard: 'what time is it',
      answer: { turn: 1, text: 'It is nine.', isGrowing: false },
    });
    moveTo(bench, 'idle', 6);
    expect(bench.report()).toMatchObject({ phase: 'ready', voice: 'off', answer: { turn: 1, text: 'It is nine.' } });
    expect(bench.phases()).toEqual(['ready', 'listening', 'thinking', 'speaking', 'ready']);
  });

  it('begins another turn without the texts of the last one', () => {
    const bench = startBench();
    introduce(bench);
    moveTo(bench, 'processing');
    answerRun(bench, [RUN.start, RUN.stt, RUN.heard, RUN.intent, RUN.answer]);
    moveTo(bench, 'idle', 5);
    moveTo(bench, 'listening', 60);
    expect(bench.report()).toMatchObject({ phase: 'listening', heard: null, answer: null });
    // An announcement has no run of its own.
    moveTo(bench, 'idle', 61);
    moveTo(bench, 'responding', 90);
    answerRun(bench, [RUN.start, RUN.stt, RUN.heard, RUN.intent, RUN.answer, RUN.end]);
    expect(bench.report()).toMatchObject({ phase: 'speaking', heard: null, answer: null });
  });

  it('is without contact while Home Assistant does not reach it, and comes back [REL-HASS-NO-SATELLITE]', () => {
    const bench = startBench();
    introduce(bench);
    moveTo(bench, 'unavailable', 1);
    expect(bench.report()).toMatchObject({ phase: 'error', problem: 'no-satellite', cause: null });
    const asked = bench.sent().length;
    moveTo(bench, 'idle', 2);
    expect(bench.report()).toMatchObject({ phase: 'ready', problem: null });
    // Its device may have another program by now.
    expect(bench.sent(asked).map(({ type }) => type)).toEqual(['render_template', 'assist_pipeline/pipeline/list']);
  });

  it('is without contact when there is none of this name, or it is removed', () => {
    const bench = startBench();
    signIn(bench);
    expect(bench.events).toEqual([]);
    bench.push('subscribe_entities', { a: {} });
    expect(bench.report()).toMatchObject({ phase: 'error', problem: 'no-satellite' });
    const asked = bench.sent().length;
    bench.push('subscribe_entities', { a: { [SATELLITE]: { s: 'idle', a: {}, lc: 1 } } });
    expect(bench.report().phase).toBe('ready');
    // Not all of it was there before.
    expect(bench.sent(asked).map(({ type }) => type)).toEqual(['render_template', 'assist_pipeline/pipeline/list']);
    bench.push('subscribe_entities', { r: [SATELLITE] });
    expect(bench.report().phase).toBe('error');
  });

  it('shows nothing that is not told within a frame, and repeats nothing', () => {
    const bench = startBench();
    introduce(bench);
    const before = bench.events.length;
    moveTo(bench, 'idle', 3);
    bench.push('subscribe_entities', {});
    expect(bench.events).toHaveLength(before);
  });
});

describe('the texts', () => {
  it('are read from the pipeline that the satellite uses', () => {
    const bench = startBench();
    introduce(bench);
    moveTo(bench, 'listening');
    expect(bench.asked(LIST).pipeline_id).toBe('p2');
  });

  it('are those of the newest run, where the satellite has a pipeline for each wake word', () => {
    const bench = startBench();
    introduce(bench, { pipelines: ['preferred', 'Model'] });
    moveTo(bench, 'processing', 2);
    const [first, second] = bench.sent().filter(({ type }) => type === LIST);
    expect([first?.pipeline_id, second?.pipeline_id]).toEqual(['p1', 'p2']);
    const runs = (id: number | undefined, run: string, seconds: number) =>
      bench.say({
        ...{ id, type: 'result', success: true },
        result: { pipeline_runs: [{ pipeline_run_id: run, timestamp: at(seconds) }] },
      });
    runs(first?.id, 'old', -60);
    runs(second?.id, 'new', 0);
    expect(bench.asked('assist_pipeline/pipeline_debug/get')).toMatchObject({
      pipeline_id: 'p2',
      pipeline_run_id: 'new',
    });
  });

  it('are read again while the answer grows, and no more once it is whole', () => {
    const bench = startBench();
    introduce(bench);
    moveTo(bench, 'processing', 2);
    answerRun(bench, [RUN.start, RUN.stt, RUN.heard, RUN.intent]);
    bench.refuse(CHAT, 'unknown_command');
    bench.clock.advance(0);
    answerRun(bench, [RUN.start, RUN.stt, RUN.heard, RUN.intent, RUN.delta('It is')]);
    expect(bench.report()).toMatchObject({ phase: 'thinking', answer: { text: 'It is', isGrowing: true } });
    bench.clock.advance(700);
    answerRun(bench, [RUN.start, RUN.stt, RUN.heard, RUN.intent, RUN.delta('It is'), RUN.answer]);
    expect(bench.report().answer).toMatchObject({ text: 'It is nine.', isGrowing: false });
    const asked = bench.sent().length;
    bench.clock.advance(5_000);
    expect(bench.sent().length).toBe(asked);
  });

  it('are pushed by the log of the conversation where the server has it', () => {
    const bench = startBench();
    introduce(bench);
    moveTo(bench, 'processing', 2);
    answerRun(bench, [RUN.start, RUN.stt, RUN.heard, RUN.intent]);
    expect(bench.asked(CHAT).conversation_id).toBe('c1');
    bench.answer(CHAT, null);
    bench.push(CHAT, {
      event_type: 'initial_state',
      data: {
        conversation_id: 'c1',
        content: [
          message('system', 'a prompt', -60),
          message('user', 'hello', -60),
          message('assistant', 'Good morning.', -58),
          message('user', 'what time is it', 2),
        ],
      },
    });
    expect(bench.report()).toMatchObject({ heard: 'what time is it', answer: null });
    bench.push(CHAT, { event_type: 'content_added', data: { content: message('assistant', 'I will look.', 3) } });
    bench.push(CHAT, { event_type: 'content_added', data: { content: { role: 'tool_result', tool_name: 't' } } });
    bench.push(CHAT, { event_type: 'content_added', data: { content: message('assistant', 'It is nine.', 4) } });
    expect(bench.report().answer).toMatchObject({ text: 'I will look.\nIt is nine.', isGrowing: true });
    // Nothing has to be asked for meanwhile.
    const asked = bench.sent().length;
    bench.clock.advance(5_000);
    expect(bench.sent().length).toBe(asked);
    // The next turn leaves the log.
    const subscription = bench.asked(CHAT).id;
    moveTo(bench, 'listening', 20);
    expect(bench.asked('unsubscribe_events').subscription).toBe(subscription);
  });

  it('are only those of this turn in a log that has the earlier ones alone', () => {
    const bench = startBench();
    introduce(bench);
    moveTo(bench, 'processing', 2);
    answerRun(bench, [RUN.start, RUN.stt, RUN.heard, RUN.intent]);
    bench.answer(CHAT, null);
    // The same question, some minutes ago.
    const earlier = [message('user', 'what time is it', -200), message('assistant', 'It is six.', -198)];
    bench.push(CHAT, { event_type: 'initial_state', data: { conversation_id: 'c1', content: earlier } });
    expect(bench.report()).toMatchObject({ heard: 'what time is it', answer: null });
    bench.push(CHAT, {
      event_type: 'content_added',
      data: { content: message('assistant', 'It is nine.', 4) },
    });
    expect(bench.report().answer).toMatchObject({ text: 'It is nine.' });
    bench.push(CHAT, { event_type: 'updated', data: { chat_log: { content: earlier } } });
    expect(bench.report().answer).toBeNull();
  });

  it('are asked for at intervals while the server has no log of the conversation yet', () => {
    const bench = startBench();
    introduce(bench);
    moveTo(bench, 'processing', 2);
    const events = [RUN.start, RUN.stt, RUN.heard, RUN.intent];
    answerRun(bench, events);
    bench.refuse(CHAT, 'not_found', 'Conversation chat log not found');
    bench.clock.advance(0);
    answerRun(bench, events);
    for (let reading = 0; reading < 3; reading += 1) {
      const asked = bench.sent().length;
      bench.clock.advance(699);
      expect(bench.sent()).toHaveLength(asked);
      bench.clock.advance(1);
      answerRun(bench, events);
      expect(bench.sent(asked).map(({ type }) => type)).toEqual([LIST, 'assist_pipeline/pipeline_debug/get']);
    }
    // The next turn tries it again.
    moveTo(bench, 'listening', 20);
    moveTo(bench, 'processing', 22);
    const asked = bench.sent().length;
    answerRun(bench, [RUN.start, RUN.stt, RUN.heard, { ...RUN.intent, timestamp: at(22) }]);
    answerRun(bench, [RUN.start, RUN.stt, RUN.heard, { ...RUN.intent, timestamp: at(22) }]);
    expect(bench.sent(asked).map(({ type }) => type)).toContain(CHAT);
  });

  it('are read out of the runs once the log is known to be missing', () => {
    const bench = startBench();
    introduce(bench);
    for (const seconds of [2, 30]) {
      moveTo(bench, 'processing', seconds);
      const since = bench.sent().length;
      answerRun(bench, [RUN.start, RUN.stt, RUN.heard, { ...RUN.intent, timestamp: at(seconds) }], at(seconds));
      const types = bench.sent(since).map(({ type }) => type);
      expect(types.includes(CHAT)).toBe(seconds === 2);
      if (seconds === 2) bench.refuse(CHAT, 'unknown_command');
      moveTo(bench, 'idle', seconds + 5);
    }
  });

  it('are never those of another satellite, or of an app', () => {
    const bench = startBench();
    introduce(bench);
    moveTo(bench, 'processing', 2);
    const elsewhere = { ...RUN.intent, data: { ...(RUN.intent.data as object), device_id: 'd2' } };
    answerRun(bench, [RUN.start, RUN.stt, RUN.heard, elsewhere, RUN.answer]);
    expect(bench.report()).toMatchObject({ heard: null, answer: null });
    moveTo(bench, 'responding', 4);
    const ofApp = { ...RUN.start, data: { ...(RUN.start.data as object), runner_data: { timeout: 300 } } };
    answerRun(bench, [ofApp, RUN.intent, RUN.answer]);
    expect(bench.report()).toMatchObject({ heard: null, answer: null });
  });

  it('are not asked for with a token that may not read them, and the trace says so [SEC-HASS-TEXTS]', () => {
    const bench = startBench();
    introduce(bench, { isAdmin: false });
    for (const state of ['listening', 'processing', 'responding', 'idle']) moveTo(bench, state);
    expect(bench.sent().some(({ type }) => type === LIST)).toBe(false);
    expect(bench.trace.filter(({ kind }) => kind === 'no-texts')).toHaveLength(1);
    expect(bench.phases()).toEqual(['ready', 'listening', 'thinking', 'speaking', 'ready']);
  });

  it('of a turn that was under way when the overlay came are read', () => {
    const bench = startBench();
    signIn(bench);
    bench.push('subscribe_entities', { a: { [SATELLITE]: { s: 'responding', a: {}, lc: 1_796_000_004 } } });
    bench.answer('assist_pipeline/pipeline/list', { pipelines: [{ id: 'p1', name: 'x' }], preferred_pipeline: 'p1' });
    bench.answer('auth/current_user', { is_admin: true });
    expect(bench.asked(LIST).pipeline_id).toBe('p1');
  });

  it('name the tool that is in use', () => {
    const bench = startBench();
    introduce(bench);
    moveTo(bench, 'processing', 2);
    answerRun(bench, [RUN.start, RUN.stt, RUN.heard, RUN.intent, RUN.tool]);
    expect(bench.report()).toMatchObject({ phase: 'thinking', activity: 'HassTurnOn' });
  });
});

describe('an error', () => {
  it('is shown with its words, and ends by itself', () => {
    const bench = startBench();
    introduce(bench);
    moveTo(bench, 'processing', 2);
    moveTo(bench, 'idle', 2);
    answerRun(bench, [RUN.start, RUN.stt, RUN.heard, RUN.intent, RUN.error('intent-failed'), RUN.end]);
    // The state has changed while the first reading was under way.
    answerRun(bench, [RUN.start, RUN.stt, RUN.heard, RUN.intent, RUN.error('intent-failed'), RUN.end]);
    expect(bench.report()).toMatchObject({ phase: 'error', cause: 'The engine failed' });
    bench.clock.advance(10_000);
    expect(bench.report()).toMatchObject({ phase: 'ready', cause: null });
  });

  it('of the recogniser is this satellite’s if it began to listen then', () => {
    const bench = startBench();
    introduce(bench);
    moveTo(bench, 'listening');
    answerRun(bench, [RUN.start, RUN.stt]);
    moveTo(bench, 'idle', 2);
    answerRun(bench, [RUN.start, RUN.stt, RUN.error('stt-stream-failed'), RUN.end]);
    expect(bench.report().phase).toBe('error');
  });

  it.each(['stt-no-text-recognized', 'duplicate_wake_up_detected'])('is none when nothing went wrong: %s', (code) => {
    const bench = startBench();
    introduce(bench);
    moveTo(bench, 'listening');
    moveTo(bench, 'idle', 2);
    answerRun(bench, [RUN.start, RUN.stt, RUN.error(code), RUN.end]);
    expect(bench.phases()).toEqual(['ready', 'listening', 'ready']);
  });
});

describe('the offer', () => {
  it('lists what the device can do', () => {
    const bench = startBench();
    introduce(bench);
    expect(bench.offer()).toEqual({
      name: 'Kitchen',
      version: '2026.11.0',
      commands: ['send_text', 'set_monitoring', 'set_volume', 'set_muted'],
      settings: [],
    });
    expect(bench.report()).toMatchObject({ monitoring: true, volume: 0.5, muted: false });
  });

  it('lists typing alone for a satellite without a device', () => {
    const bench = startBench();
    signIn(bench);
    bench.push('subscribe_entities', { a: { [SATELLITE]: { s: 'idle', a: {}, lc: 1 } } });
    bench.refuse('render_template', 'template_error');
    expect(bench.offer()).toMatchObject({ name: 'Home Assistant', commands: ['send_text'] });
    expect(bench.report()).toMatchObject({ monitoring: null, volume: null, muted: null });
    expect(bench.hass.send({ command: 'stop_tts' })).toEqual({ sent: false, reason: 'not-offered' });
  });

  it('is without the switch while that is unavailable', () => {
    const bench = startBench();
    introduce(bench, { mute: 'unavailable' });
    expect(bench.offer().commands).not.toContain('set_monitoring');
  });
});

describe('a command', () => {
  it('switches the microphone absolutely, and is acknowledged by the answer', () => {
    const bench = startBench();
    introduce(bench);
    const sent = bench.hass.send({ command: 'set_monitoring', args: { on: false } });
    const request = bench.asked('call_service');
    expect(sent).toEqual({ sent: true, id: '1' });
    expect(request).toMatchObject({ domain: 'switch', service: 'turn_on', target: { entity_id: MUTE } });
    bench.answer('call_service', { context: {} });
    expect(bench.events.at(-1)).toEqual({ kind: 'ack', ack: { id: '1', rejection: null } });
    bench.push('subscribe_entities', { c: { [MUTE]: { '+': { s: 'on', lc: 2 } } } });
    expect(bench.report()).toMatchObject({ phase: 'paused', monitoring: false });
  });

  it.each([
    [{ command: 'set_volume', args: { level: 0.3 } }, 'volume_set', { volume_level: 0.3 }],
    [{ command: 'set_muted', args: { muted: true } }, 'volume_mute', { is_volume_muted: true }],
  ] as const)('sets the media player of the device: %o', (request, service, data) => {
    const bench = startBench();
    introduce(bench);
    bench.hass.send(request);
    expect(bench.asked('call_service')).toMatchObject({
      domain: 'media_player',
      service,
      service_data: data,
      target: { entity_id: PLAYER },
    });
  });

  it('is rejected in the words of Home Assistant', () => {
    const bench = startBench();
    introduce(bench);
    bench.hass.send({ command: 'set_muted', args: { muted: true } });
    bench.refuse('call_service', 'home_assistant_error', 'The device\u0007 is busy');
    expect(bench.events.at(-1)).toMatchObject({
      ack: { rejection: { code: 'failed', message: 'The device is busy' } },
    });
  });

  it('is not sent without a link', () => {
    const bench = startBench();
    expect(bench.hass.send({ command: 'send_text', args: { text: 'x' } })).toEqual({ sent: false, reason: 'no-link' });
    introduce(bench);
    bench.socket().onClose('code 1006');
    expect(bench.hass.send({ command: 'send_text', args: { text: 'x' } })).toEqual({ sent: false, reason: 'no-link' });
  });
});

describe('a typed text', () => {
  const RUN_TYPE = 'assist_pipeline/run';

  it('may be answered by a question, which waits until the next text', () => {
    const bench = startBench();
    introduce(bench);
    bench.hass.send({ command: 'send_text', args: { text: 'wake me' } });
    bench.answer(RUN_TYPE, null);
    for (const event of [RUN.start, RUN.intent, RUN.question, RUN.end]) bench.push(RUN_TYPE, event);
    expect(bench.report()).toMatchObject({ phase: 'ready', needsUser: true, isHeldUp: true });
    bench.hass.send({ command: 'send_text', args: { text: 'at seven' } });
    bench.answer(RUN_TYPE, null);
    expect(bench.report()).toMatchObject({ phase: 'thinking', needsUser: false, isHeldUp: false });
  });

  it('is answered piece by piece, and the answer has to be read', () => {
    const bench = startBench();
    introduce(bench);
    bench.hass.send({ command: 'send_text', args: { text: 'and tomorrow?' } });
    expect(bench.asked(RUN_TYPE)).toMatchObject({
      input: { text: 'and tomorrow?' },
      device_id: 'd1',
      conversation_id: null,
    });
    bench.answer(RUN_TYPE, null);
    expect(bench.report()).toMatchObject({ phase: 'thinking', heard: 'and tomorrow?', answer: null });
    for (const event of [RUN.start, RUN.intent, RUN.delta('It'), RUN.delta(' is')]) bench.push(RUN_TYPE, event);
    expect(bench.report()).toMatchObject({
      phase: 'thinking',
      isHeldUp: true,
      answer: { turn: 1, text: 'It is', isGrowing: true },
    });
    for (const event of [RUN.answer, RUN.end]) bench.push(RUN_TYPE, event);
    expect(bench.report()).toMatchObject({
      phase: 'ready',
      isHeldUp: false,
      voice: 'missing',
      answer: { turn: 1, text: 'It is nine.', isGrowing: false },
    });
    bench.hass.send({ command: 'send_text', args: { text: 'thanks' } });
    expect(bench.asked(RUN_TYPE).conversation_id).toBe('c1');
  });

  it('gives way to a question at the satellite', () => {
    const bench = startBench();
    introduce(bench);
    bench.hass.send({ command: 'send_text', args: { text: 'hello' } });
    bench.push(RUN_TYPE, RUN.delta('Good'));
    moveTo(bench, 'listening', 10);
    bench.push(RUN_TYPE, RUN.delta(' morning'));
    expect(bench.report()).toMatchObject({ phase: 'listening', heard: null, answer: null });
  });

  it('fails in the words of the pipeline, or is refused', () => {
    const bench = startBench();
    introduce(bench);
    bench.hass.send({ command: 'send_text', args: { text: 'x' } });
    bench.push(RUN_TYPE, RUN.error('intent-failed'));
    expect(bench.report()).toMatchObject({ phase: 'error', cause: 'The engine failed' });
    bench.hass.send({ command: 'send_text', args: { text: 'x' } });
    bench.refuse(RUN_TYPE, 'pipeline-not-found', 'Pipeline not found');
    expect(bench.events.at(-1)).toMatchObject({ ack: { rejection: { message: 'Pipeline not found' } } });
    expect(bench.report().phase).toBe('ready');
  });
});
