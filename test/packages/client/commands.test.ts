import { describe, expect, it, vi } from 'vitest';
import type { ClientOptions } from '../../../packages/client/src/client.ts';
import { connectNamed, startBareClient } from './overlay.ts';

it('offers nothing but the two basic commands, and carries out neither, unless it is given more', async () => {
  const { wsPort } = await startBareClient();
  const { frames, ask } = await connectNamed(wsPort, 'a');
  expect(frames[1]?.data).toMatchObject({ commands: ['toggle_monitoring', 'stop_tts'], settings: [] });
  expect(await ask('stop_tts')).toMatchObject({ ok: false, error: { code: 'unsupported' } });
});

it('hands only the commands that it offers to the assistant, and answers as the assistant does', async () => {
  const carryOut = vi.fn(() => 'unavailable' as const);
  const { wsPort } = await startBareClient({ commands: ['start_listening'], carryOut });
  const { ask } = await connectNamed(wsPort, 'a');
  expect(await ask('set_muted', { muted: true })).toMatchObject({ error: { code: 'unsupported' } });
  expect(carryOut).not.toHaveBeenCalled();
  expect(await ask('start_listening')).toMatchObject({ error: { code: 'unavailable' } });
});

describe('set_monitoring', () => {
  const carryOut: NonNullable<ClientOptions['carryOut']> = (request, { update }) => {
    if (request.command !== 'set_monitoring') return 'unsupported';
    update({ phase: request.args.on ? 'ready' : 'paused', monitoring: request.args.on });
    return null;
  };

  it('sets what it says, however often it comes', async () => {
    const { client, wsPort } = await startBareClient({
      commands: ['set_monitoring', 'toggle_monitoring'],
      status: { monitoring: true },
      carryOut,
    });
    const { ask, frames } = await connectNamed(wsPort, 'a');
    for (const on of [false, false, true, true]) {
      expect(await ask('set_monitoring', { on })).toMatchObject({ ok: true });
      expect(client.status().monitoring).toBe(on);
    }
    expect(frames.filter(({ type }) => type === 'status').map(({ data }) => data['monitoring'])).toEqual([
      true,
      false,
      true,
    ]);
  });

  it.each([undefined, {}, { on: 'yes' }, { on: null }])('with %j is invalid', async (args) => {
    const { wsPort } = await startBareClient({ commands: ['set_monitoring'], carryOut });
    const { askWrongly } = await connectNamed(wsPort, 'a');
    expect(await askWrongly('set_monitoring', args)).toMatchObject({ ok: false, error: { code: 'invalid' } });
  });

  it('alone lets older overlays toggle', async () => {
    const heard = vi.fn();
    const { client, wsPort } = await startBareClient({
      commands: ['set_monitoring'],
      status: { monitoring: true },
      carryOut,
    });
    client.onCommand(heard);
    const { ask, frames } = await connectNamed(wsPort, 'a');
    expect(frames[1]?.data['commands']).toEqual(['set_monitoring', 'toggle_monitoring']);
    await ask('toggle_monitoring');
    expect(client.status().monitoring).toBe(false);
    await ask('toggle_monitoring');
    expect(client.status().monitoring).toBe(true);
    expect(heard).toHaveBeenLastCalledWith('set_monitoring', { command: 'set_monitoring', args: { on: true } });
  });
});
