import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { connectNamed, connectOverlay, overlayHello, startBareClient } from './overlay.ts';

const ALL = ['text_delta', 'level'];

describe('an answer that grows', () => {
  it('goes as deltas to the overlays that accept them, and whole to the others', async () => {
    const { client, wsPort } = await startBareClient();
    const newer = await connectNamed(wsPort, 'newer', { accepts: ALL });
    const older = await connectNamed(wsPort, 'older');
    client.update({ phase: 'speaking', text: 'Seven' });
    client.append(' 👋');
    client.append(' degrees.');
    await newer.until(5);
    await older.until(5);
    expect(newer.frames.slice(2).map(({ type, at, append }) => [type, at, append])).toEqual([
      ['status', undefined, undefined],
      ['text_delta', 5, ' 👋'],
      ['text_delta', 7, ' degrees.'],
    ]);
    expect(older.frames.slice(2).map(({ data }) => data['text'])).toEqual(['Seven', 'Seven 👋', 'Seven 👋 degrees.']);
    expect(client.status().text).toBe('Seven 👋 degrees.');
  });

  it('is whole for an overlay that comes late, and for one that has been sent something else', async () => {
    const { client, wsPort } = await startBareClient();
    client.update({ phase: 'speaking', text: 'Seven' });
    client.append(' degrees');
    const late = await connectNamed(wsPort, 'late', { accepts: ALL });
    expect(late.frames[0]?.data).toMatchObject({ text: 'Seven degrees' });
    // As long as the text that it stands for.
    client.sendOnce({ text: 'Eight degrees' }, 'late');
    client.append(', and');
    client.append(' rain.');
    await late.until(5);
    expect(late.frames.slice(2).map(({ type, data, append }) => [type, data?.['text'] ?? append])).toEqual([
      ['status', 'Eight degrees'],
      ['status', 'Seven degrees, and'],
      ['text_delta', ' rain.'],
    ]);
  });

  it.each([null, 'text_delta', { text_delta: true }, ['video', 7]])('goes whole to who accepts %j', async (accepts) => {
    const { client, wsPort } = await startBareClient();
    const overlay = await connectOverlay(wsPort, { protocol: 2 });
    const { type, data } = overlayHello('odd');
    overlay.overlay.send(JSON.stringify({ type, data: { ...data, accepts } }));
    await overlay.until(2);
    client.update({ phase: 'speaking', text: 'Seven' });
    client.append(' degrees.');
    await overlay.until(4);
    expect(overlay.frames.map((frame) => frame.type)).toEqual(['status', 'hello', 'status', 'status']);
  });
});

describe('the level of the microphone', () => {
  it('goes to the overlays that accept it, the newest of those that come within 150 ms', async () => {
    const { client, wsPort } = await startBareClient();
    const newer = await connectNamed(wsPort, 'newer', { accepts: ALL });
    const older = await connectNamed(wsPort, 'older');
    client.update({ phase: 'listening', level: 0 });
    for (let level = 1; level <= 100; level += 1) client.update({ level: level / 100 });
    await newer.until(4);
    expect(newer.frames.slice(2).map(({ data }) => data['level'])).toEqual([0, 1]);
    client.update({ level: 0.5 });
    client.update({ phase: 'thinking', level: null });
    await newer.until(5);
    await older.until(4);
    expect(newer.frames[4]?.data).toMatchObject({ phase: 'thinking', level: null });
    expect(older.frames.slice(2).map(({ data }) => data['phase'])).toEqual(['listening', 'thinking']);
    // The one that waited has been overtaken.
    await delay(200);
    expect(newer.frames).toHaveLength(5);
  });

  it('is in no line of the log', async () => {
    const log: string[] = [];
    const { client, wsPort } = await startBareClient({ log: (line) => log.push(line) });
    const overlay = await connectNamed(wsPort, 'a', { accepts: ALL });
    client.update({ level: 0.123456 });
    await overlay.until(3);
    expect(log.join()).not.toContain('0.123');
  });
});
