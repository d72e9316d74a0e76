import { expect, it, vi } from 'vitest';
import type { Assistant, AssistantEvent } from '../../src-main/assistants/assistant.ts';
import { loadAssistant } from '../../src-main/clients/load-assistant.ts';

const STOP = { command: 'stop_tts' } as const;

function start(load?: () => Promise<Assistant>) {
  const loaded = {
    start: vi.fn<Assistant['start']>(),
    stop: vi.fn<Assistant['stop']>(),
    reconnectNow: vi.fn<Assistant['reconnectNow']>(),
    send: vi.fn<Assistant['send']>(() => ({ sent: true, id: null })),
  };
  let arrive = () => {};
  const arrival = new Promise<Assistant>((resolve) => {
    arrive = () => resolve(loaded);
  });
  const loads = vi.fn<() => Promise<Assistant>>(load ?? (() => arrival));
  const onEvent = vi.fn<(event: AssistantEvent) => void>();
  const log = vi.fn<(message: string) => void>();
  const assistant = loadAssistant(loads, { onEvent, log });
  return { assistant, loaded, loads, onEvent, log, arrive: () => arrive() };
}

it('loads no code before the start, and starts what is loaded', async () => {
  const { assistant, loaded, loads, arrive } = start();
  expect(loads).not.toHaveBeenCalled();
  assistant.start();
  arrive();
  await vi.waitFor(() => expect(loaded.start).toHaveBeenCalledOnce());
  expect(loads).toHaveBeenCalledOnce();
  expect(assistant.send(STOP)).toEqual({ sent: true, id: null });
  assistant.reconnectNow();
  assistant.stop();
  expect([loaded.reconnectNow.mock.calls.length, loaded.stop.mock.calls.length]).toEqual([1, 1]);
});

it('has no link while the code is loaded', () => {
  const { assistant } = start();
  assistant.start();
  assistant.reconnectNow();
  expect(assistant.send(STOP)).toEqual({ sent: false, reason: 'no-link' });
});

it('starts nothing that was stopped while it was loaded', async () => {
  const { assistant, loaded, arrive, onEvent } = start();
  assistant.start();
  assistant.stop();
  arrive();
  await Promise.resolve();
  await Promise.resolve();
  expect(loaded.start).not.toHaveBeenCalled();
  expect(onEvent).not.toHaveBeenCalled();
});

it('is unreachable when its code can’t be loaded', async () => {
  const { assistant, onEvent, log } = start(() => Promise.reject(new Error('no such file')));
  assistant.start();
  await vi.waitFor(() => expect(onEvent).toHaveBeenCalledExactlyOnceWith({ kind: 'unreachable' }));
  expect(log.mock.calls.join()).toContain('no such file');
  expect(assistant.send(STOP)).toEqual({ sent: false, reason: 'no-link' });
});
