import { describe, expect, it, vi } from 'vitest';
import { type AptEnd, runUnlocked } from '../../../scripts/install/apt-lock.ts';

const DONE: AptEnd = { code: 0, output: '' };

/** Runs apt-get, which ends in these ways, the last one for ever. */
async function run(...ends: readonly AptEnd[]) {
  const said: string[] = [];
  let runs = 0;
  let waitedMs = 0;
  const end = async () => ends[Math.min(runs++, ends.length - 1)] ?? DONE;
  const wait = vi.fn(async (ms: number) => {
    waitedMs += ms;
  });
  const error = await runUnlocked(end, (line) => said.push(line), wait).catch((thrown: unknown) => String(thrown));
  return { said, error, runs, waitedMs };
}

describe('apt', () => {
  it('runs once when nothing is in its way', async () => {
    expect(await run(DONE)).toEqual({ said: [], error: undefined, runs: 1, waitedMs: 0 });
  });

  it.each([
    'E: Could not get lock /var/lib/apt/lists/lock. It is held by process 12 (apt-get)',
    'Reading package lists...\nE: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 12 (dpkg)',
    'E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), is another process using it?',
  ])('waits for another program, and says so once: %s', async (output) => {
    const locked = { code: 100, output };
    expect(await run(locked, locked, DONE)).toEqual({
      said: ['  another program is using apt; waiting for up to 120 s'],
      error: undefined,
      runs: 3,
      waitedMs: 4_000,
    });
  });

  it('does not wait for ever, and says what to do', async () => {
    const output = 'E: Could not get lock /var/lib/apt/lists/lock. It is held by process 12 (apt-get)';
    const { error, waitedMs } = await run({ code: 100, output });
    expect(error).toMatch(
      /Another program has been using apt for 120 s. Try again when it has finished:\nE: Could not get lock/,
    );
    expect(waitedMs).toBe(120_000);
  });

  it.each([
    'E: Unable to locate package nosuch',
    // A file system that is read-only, or a container that keeps root from it: waiting would not help.
    'E: Could not open lock file /var/lib/apt/lists/lock - open (30: Read-only file system)\nE: Unable to lock directory /var/lib/apt/lists/',
  ])('fails at once for another reason: %s', async (output) => {
    const { error, runs } = await run({ code: 100, output });
    expect(error).toBe(`Error: apt-get failed:\n${output}`);
    expect(runs).toBe(1);
  });
});
