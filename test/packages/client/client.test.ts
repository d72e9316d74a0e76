import { expect, it } from 'vitest';
import { ask as askOverHttp, connectNamed, connectOverlay, startBareClient } from './overlay.ts';

it('counts turns from the first question on, and starts with the given status', async () => {
  const { client } = await startBareClient({ status: { status: 'Ready', volume: 0.3 } });
  expect(client.status()).toMatchObject({ status: 'Ready', volume: 0.3, turn: 0, monitoring: false });
  client.update({ is_listening: true });
  expect(client.status().turn).toBe(1);
});

it('sends new settings to the overlays that have said hello', async () => {
  const { client, wsPort } = await startBareClient();
  const { frames, until } = await connectNamed(wsPort, 'a');
  client.setSettings([{ key: 'sounds', label: 'Sounds', type: 'boolean', value: true }]);
  await until(3);
  expect(frames[2]).toMatchObject({ type: 'hello', data: { settings: [{ key: 'sounds', value: true }] } });
});

it('a client of version 1 sends none of the later fields, over either way', async () => {
  const { client, wsPort, httpPort } = await startBareClient({ protocol: 1, commands: ['set_monitoring'] });
  const { frames, until } = await connectOverlay(wsPort);
  client.update({ phase: 'speaking', text: 'Seven', heard: 'x', level: 0.5, spoken: 2, activity: 'x', notice: null });
  client.append(' degrees.');
  client.update({ level: 0.1 });
  client.update({ status: 'Ready' });
  await until(4);
  expect(frames.map(({ data }) => data['text'])).toEqual(['', 'Seven', 'Seven degrees.', 'Seven degrees.']);
  expect(frames[1]?.data).toMatchObject({ is_speaking: true, status: 'Speaking...' });
  const body = JSON.parse((await askOverHttp(httpPort)).body);
  for (const name of ['phase', 'heard', 'level', 'spoken', 'notice', 'activity']) expect(body).not.toHaveProperty(name);
});
