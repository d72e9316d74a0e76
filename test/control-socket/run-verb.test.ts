import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runVerb } from '../../src-main/control-socket/run-verb.ts';
import type { ControlStatus } from '../../src-main/control-socket/socket-contract.ts';
import { openControlSocket } from '../../src-main/control-socket/socket-server.ts';
import type { Verb } from '../../src-main/control-socket/verbs.ts';
import { createSignal } from '../../src-shared/signal.ts';
import { makeScratchFolder } from '../lab/scratch-folder.ts';
import { until } from '../lab/until.ts';

const STATUS: ControlStatus = {
  ...{ phase: 'ready', label: 'Ready', assistant: null, transport: 'socket', visible: false, needsUser: false },
  ...{ presenting: false, monitoring: true, muted: null, volume: null, heard: null, answer: null, commands: [] },
};

/** What stands for an overlay, and a reader of the verbs' output that goes away with an error after so many lines. */
function start(linesRead: number, code: string) {
  const scratch = makeScratchFolder('verb');
  const changed = createSignal();
  let label = 'Ready';
  const close = openControlSocket({
    socket: { path: join(scratch.path, 'overlay.sock'), folder: null },
    userId: process.getuid?.() ?? null,
    status: () => ({ ...STATUS, label }),
    onStatus: changed.subscribe,
    carryOut: async () => ({ ok: true }),
    enter: () => null,
    onAnswered() {},
    log() {},
  });
  onTestFinished(() => {
    close();
    scratch.remove();
  });
  const lines: string[] = [];
  const print = (text: string) => {
    if (lines.length === linesRead) throw Object.assign(new Error(code), { code });
    lines.push(text);
  };
  return {
    lines,
    become(next: string) {
      label = next;
      changed.emit();
    },
    run: (verb: Verb, args: readonly string[] = []) =>
      runVerb({
        ...{ verb, args, profile: null, profileDir: scratch.path, command: 'x', print, printError: print },
        input: async function* () {},
      }),
  };
}

describe('who reads what a verb prints', () => {
  it('may have enough of it', async () => {
    const { run, become, lines } = start(1, 'EPIPE');
    const ended = run('follow');
    await until('the first line', () => lines.length === 1);
    become('Listening');
    expect(await ended).toBe(0);
    expect(await run('status')).toBe(0);
    expect(await run('follow', ['nonsense'])).toBe(0);
    expect(lines).toEqual(['Ready\n']);
  });

  it('is told nothing of a fault by success', async () => {
    const { run } = start(0, 'ENOSPC');
    await expect(run('follow')).rejects.toThrow('ENOSPC');
    await expect(run('status')).rejects.toThrow('ENOSPC');
  });
});
