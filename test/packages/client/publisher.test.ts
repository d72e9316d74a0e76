import { describe, expect, it } from 'vitest';
import type { Arrival, BrokerHandlers, BrokerOptions, Publication } from '../../../packages/client/src/broker.ts';
import { readMessage } from '../../../packages/client/src/protocol.ts';
import { createPublisher, type PublisherOptions } from '../../../packages/client/src/publisher.ts';
import { INITIAL_STATUS, type StatusPatch, type WireStatus } from '../../../packages/client/src/status.ts';
import { createFakeClock } from '../../fake-clock.ts';

const BASE = 'asystent/kitchen';
const CONFIG = 'homeassistant/device/asystent_kitchen/config';
const KITCHEN: WireStatus = { ...INITIAL_STATUS, phase: 'ready', turn: 0 };

/** A publisher before a broker that notes everything down. */
function publisher(discovery: PublisherOptions['discovery'] = null) {
  const clock = createFakeClock();
  const log: string[] = [];
  const frames: unknown[] = [];
  const presented: (string | null)[] = [];
  let status = KITCHEN;
  let published: Publication[] = [];
  const opened: { readonly options: BrokerOptions; readonly handlers: BrokerHandlers }[] = [];
  const made = createPublisher({
    address: { server: 'mqtt://127.0.0.1:1883', topic: BASE },
    connection: { clock, random: () => 0 },
    log: (line) => log.push(line),
    status: () => status,
    hello: () => ({ protocol: 2 }),
    discovery,
    carryOut(frame, reply) {
      frames.push(frame);
      const message = readMessage(frame);
      if (message?.kind === 'command' && message.request.command === 'stop_tts') reply({ ok: true });
    },
    present(notice) {
      presented.push(notice?.text ?? null);
      status = { ...status, notice };
    },
  });
  made.start((options, handlers) => {
    opened.push({ options, handlers });
    return {
      publish: (publication) => void published.push(publication),
      stop: async (last) => void published.push(last),
    };
  });
  const [{ options, handlers } = never()] = opened;
  return {
    ...{ clock, log, frames, presented, options, handlers, stop: made.stop },
    greet: made.greet,
    update(patch: StatusPatch) {
      status = { ...status, ...patch };
      made.show();
    },
    arrive: (topic: string, payload: string, more: Partial<Arrival> = {}) =>
      handlers.onArrival({ topic: `${BASE}/${topic}`, payload, responseTopic: null, correlation: null, ...more }),
    /** The messages published since the last call. */
    said() {
      const said = published;
      published = [];
      return said;
    },
  };
}

function never(): never {
  throw new Error('no broker was opened');
}

const texts = (said: readonly Publication[]) => said.map(({ payload }) => JSON.parse(payload).text);

describe('on a connection', () => {
  it('publishes everything, retained, and at last that it is there', () => {
    const { handlers, said, options } = publisher();
    expect(options.will).toEqual({ topic: `${BASE}/state`, payload: 'offline', retain: true });
    for (let times = 0; times < 2; times += 1) {
      handlers.onConnected();
      expect(said()).toEqual([
        { topic: `${BASE}/hello`, payload: '{"protocol":2}', retain: true },
        { topic: `${BASE}/status`, payload: JSON.stringify(KITCHEN), retain: true },
        { topic: `${BASE}/state`, payload: 'online', retain: true },
      ]);
    }
  });

  it.each([
    ['tells Home Assistant', () => ({ device: 1 }), '{"device":1}', true],
    ['removes what it told Home Assistant', 'remove' as const, '', false],
  ])('%s', (_what, discovery, payload, takesNotices) => {
    const { handlers, said, options } = publisher(discovery);
    handlers.onConnected();
    expect(said()).toContainEqual({ topic: CONFIG, payload, retain: true });
    expect(options.subscriptions.includes(`${BASE}/notice`)).toBe(takesNotices);
  });

  it('says again that it is there when the will of an older connection arrives', () => {
    const { arrive, said } = publisher();
    arrive('state', 'online');
    expect(said()).toEqual([]);
    arrive('state', 'offline');
    expect(said()).toEqual([{ topic: `${BASE}/state`, payload: 'online', retain: true }]);
  });

  it('says at its end that it is gone', async () => {
    const { stop, said } = publisher();
    await stop();
    expect(said()).toEqual([{ topic: `${BASE}/state`, payload: 'offline', retain: true }]);
  });

  it('does not take its goodbye for an old will where the broker sends it back', async () => {
    const { stop, said, arrive, presented, clock } = publisher(() => ({}));
    const stopped = stop();
    arrive('state', 'offline');
    arrive('notice', 'Dinner');
    await stopped;
    expect(said()).toEqual([{ topic: `${BASE}/state`, payload: 'offline', retain: true }]);
    expect(presented).toEqual([]);
    expect(clock.pending()).toBe(0);
  });
});

describe('the status', () => {
  it('is published at once when it changes, and not otherwise; levels never', () => {
    const { update, said } = publisher();
    update({ phase: 'listening' });
    update({ phase: 'listening', level: 0.3 });
    update({ level: 0.4 });
    update({ phase: 'thinking', level: null });
    const said1 = said();
    expect(said1.map(({ payload }) => JSON.parse(payload).phase)).toEqual(['listening', 'thinking']);
    expect(said1[0]?.payload).not.toContain('level');
  });

  it('grows at most five times a second, and is whole when anything else changes', () => {
    const { update, said, clock } = publisher();
    update({ phase: 'speaking' });
    said();
    let text = '';
    for (let step = 0; step < 100; step += 1) {
      text += 'word ';
      update({ text, spoken: step });
      clock.advance(10);
    }
    const growing = said();
    expect(growing.length).toBeLessThanOrEqual(5);
    expect(growing.length).toBeGreaterThanOrEqual(4);
    update({ text: `${text}end` });
    update({ phase: 'ready' });
    expect(texts(said())).toEqual([`${text}end`]);
    clock.advance(1_000);
    expect(said()).toEqual([]);
    expect(clock.pending()).toBe(0);
  });

  it('waits for nothing when a text is replaced', () => {
    const { update, said } = publisher();
    update({ text: 'One' });
    update({ text: 'Two' });
    expect(texts(said())).toEqual(['One', 'Two']);
  });

  it('is not published after the end', async () => {
    const { update, said, clock, stop } = publisher();
    update({ text: 'One' });
    update({ text: 'One, two' });
    await stop();
    said();
    clock.advance(1_000);
    expect(said()).toEqual([]);
  });
});

describe('a command', () => {
  const command = (more: object) => JSON.stringify({ command: 'stop_tts', ...more });

  it('is carried out once, however often it comes, and answered each time', () => {
    const { arrive, frames, said } = publisher();
    for (let times = 0; times < 3; times += 1) arrive('command', command({ id: 'a-1', overlay: 'desk' }));
    arrive('command', command({ id: 'a-1', overlay: 'hall' }));
    expect(frames).toEqual([
      { type: 'command', command: 'stop_tts', id: 'a-1', overlay: 'desk' },
      { type: 'command', command: 'stop_tts', id: 'a-1', overlay: 'hall' },
    ]);
    const answer = { payload: '{"id":"a-1","ok":true}', retain: false };
    const desk = { topic: 'asystent/overlay/desk/ack', ...answer };
    expect(said()).toEqual([desk, desk, desk, { topic: 'asystent/overlay/hall/ack', ...answer }]);
  });

  it('has its answer where and with what it asks for', () => {
    const { arrive, said } = publisher();
    const correlation = Buffer.from('a-1');
    arrive('command', command({ id: 'a-1' }), { responseTopic: 'asystent/overlay/x/ack', correlation });
    expect(said()).toMatchObject([{ topic: 'asystent/overlay/x/ack', correlation }]);
  });

  it('without an id is carried out each time, and not answered', () => {
    const { arrive, frames, said } = publisher();
    arrive('command', command({ overlay: 'desk' }));
    arrive('command', command({ overlay: 'desk' }));
    expect(frames).toHaveLength(2);
    expect(said()).toEqual([]);
  });

  it('that is none is ignored', () => {
    const { arrive, frames, said, log } = publisher();
    for (const payload of ['', '[]', 'null', '{"command":', '7']) arrive('command', payload);
    expect(frames).toEqual([]);
    arrive('command', '{"id":"a-2","overlay":"desk","command":"fly"}');
    expect(said()).toEqual([]);
    expect(log).toHaveLength(5);
  });

  it('may be nested as deep as its length lets it', () => {
    const { arrive, frames, log } = publisher();
    const deep = `${'['.repeat(30_000)}${']'.repeat(30_000)}`;
    arrive('command', `{"command":"stop_tts","args":${deep}}`);
    arrive('command', `{"command":"stop_tts","id":"1","overlay":${deep}}`);
    arrive('command', `{"command":"stop_tts","id":${deep}}`);
    expect(frames).toHaveLength(3);
    expect(log).toEqual([]);
  });

  it('is remembered, but not for ever', () => {
    const { arrive, frames } = publisher();
    for (let id = 0; id < 300; id += 1) arrive('command', command({ id: `${id}` }));
    arrive('command', command({ id: '299' }));
    arrive('command', command({ id: '0' }));
    expect(frames).toHaveLength(301);
  });
});

it('a text is presented for ten seconds after the last one', () => {
  const { arrive, presented, clock } = publisher(() => ({}));
  arrive('notice', ' ');
  arrive('notice', 'Dinner');
  clock.advance(9_000);
  arrive('notice', 'is ready');
  clock.advance(9_999);
  expect(presented).toEqual(['Dinner', 'is ready']);
  clock.advance(1);
  expect(presented).toEqual(['Dinner', 'is ready', null]);
});

it('takes no notice back but the one that was sent', () => {
  const { arrive, presented, clock, update } = publisher(() => ({}));
  arrive('notice', 'Dinner');
  update({ notice: { kind: 'briefing', title: 'Today', text: '' } });
  clock.advance(20_000);
  expect(presented).toEqual(['Dinner']);
});
