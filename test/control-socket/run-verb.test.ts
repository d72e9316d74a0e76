import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runVerb } from '../../src-main/control-socket/run-verb.ts';
import type { Verb } from '../../src-main/control-socket/verbs.ts';
import { makeScratchFolder } from '../lab/scratch-folder.ts';
import { until } from '../lab/until.ts';
import { startStandInOverlay } from './stand-in-overlay.ts';

/** A stand-in for an overlay, and a reader of the verbs' output that goes away with an error after so many lines. */
async function start(linesRead: number, code: string, input: () => AsyncIterable<string> = async function* () {}) {
  const { folder, become } = await startStandInOverlay();
  const lines: string[] = [];
  const print = (text: string) => {
    if (lines.length === linesRead) throw Object.assign(new Error(code), { code });
    lines.push(text);
  };
  return {
    ...{ lines, become },
    run: (verb: Verb, args: readonly string[] = []) =>
      runVerb({
        ...{ verb, args, profile: null, profileDir: folder, command: 'x', print, printError: print, input },
      }),
  };
}

it('follow fails where it is refused, or told nothing', async () => {
  const folder = makeScratchFolder('run-verb');
  let answer = '{"ok":false,"code":"full"}\n';
  const server = createServer((socket) => socket.end(answer));
  server.listen(join(folder.path, 'overlay.sock'));
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    folder.remove();
  });
  const said: string[] = [];
  const follow = () =>
    runVerb({
      ...{ verb: 'follow', args: [], profile: null, profileDir: folder.path, command: 'x' },
      ...{ print: () => {}, printError: (text: string) => void said.push(text), input: async function* () {} },
    });
  expect(await follow()).toBe(1);
  answer = '';
  expect(await follow()).toBe(1);
  expect(said).toEqual([
    'asystent-overlay: too many programs are connected to the overlay\n',
    'asystent-overlay: the overlay does not answer\n',
  ]);
});

it('send ends with an input that never ends', async () => {
  const { run, lines } = await start(1, 'EPIPE', async function* () {
    for (;;) yield 'Tell me ';
  });
  expect(await run('send', ['-'])).toBe(2);
  expect(lines.join()).toContain('the text is too long');
});

describe('who reads what a verb prints', () => {
  it('may have enough of it', async () => {
    const { run, become, lines } = await start(1, 'EPIPE');
    const ended = run('follow');
    await until('the first line', () => lines.length === 1);
    become({ label: 'Listening' });
    expect(await ended).toBe(0);
    expect(await run('status')).toBe(0);
    expect(await run('follow', ['nonsense'])).toBe(0);
    expect(lines).toEqual(['Ready\n']);
  });

  it('is told nothing of a fault by success', async () => {
    const { run } = await start(0, 'ENOSPC');
    await expect(run('follow')).rejects.toThrow('ENOSPC');
    await expect(run('status')).rejects.toThrow('ENOSPC');
  });
});
