import { expect, it, vi } from 'vitest';
import type { Assistant } from '../../src-main/assistants/assistant.ts';
import { testAssistant, type Watching } from '../../src-main/clients/test-assistant.ts';
import type { Finding } from '../../src-shared/adding-contract.ts';
import { createFakeClock } from '../fake-clock.ts';
import { offered, reported } from './reported.ts';

function start() {
  const clock = createFakeClock();
  const assistant = {
    start: vi.fn<Assistant['start']>(),
    stop: vi.fn<Assistant['stop']>(),
    reconnectNow() {},
    send: () => ({ sent: false, reason: 'no-link' }) as const,
  };
  let watching: Watching | null = null;
  const ended = vi.fn<(finding: Finding) => void>();
  const test = testAssistant(
    'lva',
    (given) => {
      watching = given;
      return assistant;
    },
    clock,
  );
  void test.then(ended);
  const tell: Watching['onEvent'] = (event) => watching?.onEvent(event);
  /** Lets the promise reach its listeners. */
  const after = async (ms: number) => {
    clock.advance(ms);
    await Promise.resolve();
    await Promise.resolve();
  };
  return { assistant, tell, after, ended };
}

it('waits for what the assistant adds to its first report, and lets go of it', async () => {
  const { assistant, tell, after, ended } = start();
  expect(assistant.start).toHaveBeenCalledOnce();
  tell(reported({ monitoring: true }));
  await after(1_000);
  expect(ended).not.toHaveBeenCalled();
  tell(offered({ name: 'LVA', commands: ['set_volume'] }));
  tell(reported({ monitoring: false }));
  await after(500);
  expect(ended).toHaveBeenCalledExactlyOnceWith({
    kind: 'found',
    name: 'LVA',
    facts: ['microphone-off', 'no-pause', 'no-talk', 'no-stop', 'no-typing'],
  });
  expect(assistant.stop).toHaveBeenCalledOnce();
});

it('ends with the first failure, and when nothing comes', async () => {
  const failing = start();
  failing.tell({ kind: 'unreachable' });
  expect(failing.assistant.stop).not.toHaveBeenCalled();
  await failing.after(0);
  expect(failing.ended).toHaveBeenCalledExactlyOnceWith({ kind: 'nothing' });
  expect(failing.assistant.stop).toHaveBeenCalledOnce();

  const silent = start();
  await silent.after(12_000);
  expect(silent.ended).toHaveBeenCalledExactlyOnceWith({ kind: 'nothing' });
  expect(silent.assistant.stop).toHaveBeenCalledOnce();
});
