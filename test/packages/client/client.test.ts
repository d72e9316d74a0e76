import { expect, it, onTestFinished, vi } from 'vitest';
import { type ClientOptions, createClient } from '../../../packages/client/src/client.ts';
import { connectNamed } from './overlay.ts';

async function start(options: ClientOptions) {
  const client = createClient({ wsPorts: [0], httpPorts: [0], ...options });
  const ports = await client.start();
  onTestFinished(client.stop);
  return { client, ...ports };
}

it('counts turns from the first question on, and starts with the given status', async () => {
  const { client } = await start({ status: { status: 'Ready', volume: 0.3 } });
  expect(client.status()).toMatchObject({ status: 'Ready', volume: 0.3, turn: 0, monitoring: false });
  client.update({ is_listening: true });
  expect(client.status().turn).toBe(1);
});

it('offers nothing but the two basic commands, and carries out neither, unless it is given more', async () => {
  const { wsPort } = await start({});
  const { frames, ask } = await connectNamed(wsPort, 'a');
  expect(frames[1]?.data).toMatchObject({ commands: ['toggle_monitoring', 'stop_tts'], settings: [] });
  expect(await ask('stop_tts')).toMatchObject({ ok: false, error: { code: 'unsupported' } });
});

it('hands only the commands that it offers to the assistant, and answers as the assistant does', async () => {
  const carryOut = vi.fn(() => 'unavailable' as const);
  const { wsPort } = await start({ commands: ['start_listening'], carryOut });
  const { ask } = await connectNamed(wsPort, 'a');
  expect(await ask('set_muted', { muted: true })).toMatchObject({ error: { code: 'unsupported' } });
  expect(carryOut).not.toHaveBeenCalled();
  expect(await ask('start_listening')).toMatchObject({ error: { code: 'unavailable' } });
});

it('sends new settings to the overlays that have said hello', async () => {
  const { client, wsPort } = await start({});
  const { frames, until } = await connectNamed(wsPort, 'a');
  client.setSettings([{ key: 'sounds', label: 'Sounds', type: 'boolean', value: true }]);
  await until(3);
  expect(frames[2]).toMatchObject({ type: 'hello', data: { settings: [{ key: 'sounds', value: true }] } });
});
