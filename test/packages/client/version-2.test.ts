import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../packages/client/src/protocol.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { connectNamed, connectOverlay, overlayHello, roundTrip, startClient } from './overlay.ts';

const start = (options = {}) => startClient({ protocol: 2, language: 'en', ...options });

describe('hello', () => {
  it('is answered with the offer of the client', async () => {
    const { wsPort, client } = await start({ name: 'Kitchen' });
    const { frames } = await connectNamed(wsPort, 'a');
    expect(frames[1]).toMatchObject({
      type: 'hello',
      data: {
        protocol: 2,
        client: { name: 'Kitchen' },
        commands: COMMANDS,
      },
    });
    const { settings } = frames[1]?.data ?? {};
    expect((settings as { type: string }[]).map(({ type }) => type)).toEqual(['number', 'boolean', 'choice', 'string']);
    expect(client.named()).toEqual([{ id: 'a', name: 'overlay a', version: '1.0.0' }]);
  });

  it('is not said to an overlay that has not said it, whatever happens', async () => {
    const { wsPort, client } = await start();
    const old = await connectOverlay(wsPort, { protocol: 2 });
    const other = await connectNamed(wsPort, 'a');
    await other.ask('set_setting', { key: 'sounds', value: false });
    old.say({ type: 'command', command: 'toggle_monitoring' });
    await old.until(2);
    client.update({ status: 'myślę' });
    await old.until(3);
    expect(old.frames.map(({ type }) => type)).toEqual(['status', 'status', 'status']);
    expect(client.named()).toHaveLength(1);
  });

  it('may come again with another name', async () => {
    const { wsPort, client } = await start();
    const { say, until } = await connectNamed(wsPort, 'a');
    say(overlayHello('a', 'desk'));
    await until(3);
    expect(client.named()).toEqual([{ id: 'a', name: 'desk', version: '1.0.0' }]);
  });

  it('that is none is ignored', async () => {
    const { wsPort, client, log } = await start();
    const { overlay } = await connectOverlay(wsPort, { protocol: 2 });
    const { data } = overlayHello('a');
    const wrong = [
      {},
      { ...data, protocol: 1 },
      { ...data, protocol: '2' },
      { protocol: 2 },
      { protocol: 2, overlay: { id: '' } },
    ];
    for (const hello of wrong) overlay.send(JSON.stringify({ type: 'hello', data: hello }));
    await roundTrip(overlay, client);
    expect(client.named()).toEqual([]);
    expect(log.filter((line) => line.startsWith('ignored'))).toHaveLength(wrong.length);
  });

  it('is not answered by a client of version 1, nor are ids', async () => {
    const { wsPort, client } = await startClient();
    const { say, until, frames } = await connectOverlay(wsPort);
    say(overlayHello('a'));
    say({ type: 'command', id: '1', command: 'set_volume', args: { level: 1 } });
    say({ type: 'command', id: '2', command: 'toggle_monitoring' });
    await until(2);
    client.update({ status: 'myślę' });
    await until(3);
    expect(frames.map(({ type }) => type)).toEqual(['status', 'status', 'status']);
    expect(client.status()).not.toHaveProperty('volume');
  });
});

describe('a command', () => {
  it('is answered, and shows on every overlay', async () => {
    const { wsPort, client } = await start();
    const one = await connectNamed(wsPort, 'a');
    const other = await connectNamed(wsPort, 'b');
    expect(await one.ask('set_volume', { level: 0.25 })).toEqual({ type: 'ack', id: '1', ok: true });
    await one.ask('set_muted', { muted: true });
    await other.until(4);
    expect(other.frames.slice(2).map(({ data }) => [data['volume'], data['muted']])).toEqual([
      [0.25, false],
      [0.25, true],
    ]);
    expect(client.status()).toMatchObject({ volume: 0.25, muted: true });
  });

  it('reaches the listeners with its arguments', async () => {
    const { wsPort, client } = await start();
    const heard: unknown[] = [];
    client.onCommand((command, request) => heard.push(command, request));
    const { ask } = await connectNamed(wsPort, 'a');
    await ask('set_volume', { level: 0.5 });
    await ask('set_setting', { key: 'nothing', value: 1 });
    expect(heard).toEqual(['set_volume', { command: 'set_volume', args: { level: 0.5 } }]);
  });

  it.each([
    ['set_volume', undefined],
    ['set_volume', { level: 1.01 }],
    ['set_volume', { level: '1' }],
    ['set_muted', { muted: 1 }],
    ['send_text', { text: '  ' }],
    ['send_text', { text: 'x'.repeat(2_001) }],
    ['set_setting', { key: 'sounds' }],
    ['set_setting', { key: 'sounds', value: null }],
    ['set_setting', { key: 'nothing', value: true }],
    ['set_setting', { key: 'sounds', value: 'yes' }],
    ['set_setting', { key: 'speech_rate', value: 2.5 }],
    ['set_setting', { key: 'voice', value: 'shrill' }],
    ['set_setting', { key: 'wake_word', value: 'x'.repeat(41) }],
  ])('%s with %j is invalid, and changes nothing', async (command, args) => {
    const { wsPort, client } = await start();
    const before = client.status();
    const { askWrongly, frames } = await connectNamed(wsPort, 'a');
    expect(await askWrongly(command, args)).toMatchObject({ ok: false, error: { code: 'invalid' } });
    expect(client.status()).toEqual(before);
    expect(frames).toHaveLength(3);
  });

  it('that is not known is unsupported', async () => {
    const { wsPort } = await start();
    const { askWrongly } = await connectNamed(wsPort, 'a');
    expect(await askWrongly('fly', { level: 1 })).toMatchObject({ ok: false, error: { code: 'unsupported' } });
  });

  it.each([
    ['pl', 'Poprzednie pytanie jeszcze trwa.'],
    ['en', 'A turn is going on.'],
  ] as const)('is refused in the client’s language (%s)', async (language, message) => {
    const { wsPort, client } = await start({ language });
    const { ask } = await connectNamed(wsPort, 'a');
    client.update({ status: 'mówię', is_speaking: true });
    const error = { code: 'busy', message };
    expect(await ask('start_listening')).toMatchObject({ ok: false, error });
    expect(await ask('send_text', { text: 'Hello' })).toMatchObject({ ok: false, error });
  });
});

it('a changed setting is sent to all overlays that have said hello', async () => {
  const { wsPort } = await start();
  const one = await connectNamed(wsPort, 'a');
  const other = await connectNamed(wsPort, 'b');
  const changes = { speech_rate: 1.5, sounds: false, voice: 'high', wake_word: 'Hej' };
  for (const [key, value] of Object.entries(changes)) {
    expect(await one.ask('set_setting', { key, value })).toMatchObject({ ok: true });
  }
  await other.until(6);
  const settings = other.frames.at(-1)?.data['settings'] as { key: string; value: unknown }[];
  expect(Object.fromEntries(settings.map(({ key, value }) => [key, value]))).toEqual(changes);
});

describe('a turn that an overlay begins', () => {
  it('by typing is thought about, answered aloud, and ends', async () => {
    const clock = createFakeClock();
    const { wsPort, client } = await start({ clock });
    client.update({ status: 'Ready', monitoring: true });
    const { ask } = await connectNamed(wsPort, 'a');
    await ask('send_text', { text: 'What time is it?' });
    expect(client.status()).toMatchObject({ status: 'Processing...', turn: 1, text: '', is_speaking: false });
    clock.advance(1_000);
    expect(client.status()).toMatchObject({ turn: 1, is_speaking: true, is_listening: false });
    expect(client.status().text).toContain('“What time is it?”');
    clock.advance(10_000);
    expect(client.status()).toMatchObject({ status: 'Ready', turn: 1, is_speaking: false, overlay_visible: false });
    expect(clock.pending()).toBe(0);
    await ask('send_text', { text: 'And now?' });
    expect(client.status()).toMatchObject({ turn: 2, text: '' });
  });

  it('by push to talk is listened to, and ends when nothing is heard', async () => {
    const clock = createFakeClock();
    const { wsPort, client } = await start({ clock });
    const { ask } = await connectNamed(wsPort, 'a');
    await ask('start_listening');
    expect(client.status()).toMatchObject({ status: 'Listening...', is_listening: true, turn: 1 });
    clock.advance(10_000);
    expect(client.status()).toMatchObject({ status: 'Ready', is_listening: false });
  });

  it('is not left hanging by a command that does not end it, and ends with one that does', async () => {
    const clock = createFakeClock();
    const { wsPort, client } = await start({ clock });
    client.update({ status: 'Ready', monitoring: true });
    const { ask } = await connectNamed(wsPort, 'a');
    await ask('send_text', { text: 'Hello' });
    await ask('stop_tts');
    clock.advance(1_000);
    expect(client.status().is_speaking).toBe(true);
    await ask('stop_tts');
    expect(client.status()).toMatchObject({ status: 'Ready', is_speaking: false });
    expect(clock.pending()).toBe(0);
    await ask('start_listening');
    await ask('toggle_monitoring');
    expect(client.status()).toMatchObject({ status: 'Monitoring Stopped', is_listening: false, monitoring: false });
    expect(clock.pending()).toBe(0);
    await ask('start_listening');
    await ask('toggle_monitoring');
    expect(client.status()).toMatchObject({ status: 'Ready', is_listening: false, monitoring: true });
    expect(clock.pending()).toBe(0);
  });
});

describe('turns', () => {
  it('are counted for questions and for notifications, and the text belongs to its turn', async () => {
    const { client } = await start();
    const turns = [];
    for (const patch of [
      { status: 'Ready', monitoring: true },
      { status: 'słucham', is_listening: true },
      { status: 'myślę' },
      { status: 'mówię', text: 'Jest siódma.', is_speaking: true },
      { status: 'mówię', text: 'Jest siódma. Pada.' },
      { status: 'Ready', is_listening: false, is_speaking: false },
      { status: 'słucham', wake_word_detected: true },
      { status: 'Ready', wake_word_detected: false },
      { status: 'Notification: x', text: 'Paczka', overlay_visible: true },
      { status: 'Ready', overlay_visible: false },
    ]) {
      client.update(patch);
      turns.push([client.status().turn, client.status().text]);
    }
    expect(turns).toEqual([
      [0, ''],
      [1, ''],
      [1, ''],
      [1, 'Jest siódma.'],
      [1, 'Jest siódma. Pada.'],
      [1, 'Jest siódma. Pada.'],
      [2, ''],
      [2, ''],
      [3, 'Paczka'],
      [3, 'Paczka'],
    ]);
  });
});

describe('one overlay among many', () => {
  it('can get a message alone, and so can all', async () => {
    const { wsPort, client } = await start();
    const one = await connectNamed(wsPort, 'a');
    const other = await connectNamed(wsPort, 'b');
    expect(client.sendOnce({ action: 'open_settings' }, 'a')).toBe(1);
    expect(client.sendOnce({ text: 'For all', overlay_visible: true }, 'all')).toBe(2);
    expect(client.sendOnce({ action: 'quit' }, 'nobody')).toBe(0);
    await one.until(4);
    await other.until(3);
    expect(one.frames.slice(2).map(({ data }) => data['action'] ?? data['text'])).toEqual(['open_settings', 'For all']);
    expect(other.frames.slice(2).map(({ data }) => data['action'] ?? data['text'])).toEqual(['For all']);
    expect(client.status().text).toBe('');
  });

  it('is not named any more once it has gone', async () => {
    const { wsPort, client } = await start();
    const { overlay, closed } = await connectNamed(wsPort, 'a');
    const other = await connectNamed(wsPort, 'b');
    overlay.close();
    await closed;
    await roundTrip(other.overlay, client);
    expect(client.named().map(({ id }) => id)).toEqual(['b']);
  });
});
