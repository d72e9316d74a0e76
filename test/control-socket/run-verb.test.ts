import { describe, expect, it } from 'vitest';
import { runVerb } from '../../src-main/control-socket/run-verb.ts';
import type { Verb } from '../../src-main/control-socket/verbs.ts';
import { until } from '../lab/until.ts';
import { startStandInOverlay } from './stand-in-overlay.ts';

/** What stands for an overlay, and a reader of the verbs' output that goes away with an error after so many lines. */
async function start(linesRead: number, code: string) {
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
        ...{ verb, args, profile: null, profileDir: folder, command: 'x', print, printError: print },
        input: async function* () {},
      }),
  };
}

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
