import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { oneOf, runCommand } from '../../scripts/command.ts';
import { UsageError } from '../../scripts/read-arguments.mjs';

const COMMAND = { usage: 'Usage: npm run it', options: {}, operands: 0 };

const argv = process.argv;
beforeEach(() => {
  process.argv = ['node', 'it.ts'];
});
afterEach(() => {
  vi.restoreAllMocks();
  process.argv = argv;
  process.exitCode = undefined;
});

/** A command's standard error. */
async function errorsOf(run: () => Promise<void>): Promise<unknown[]> {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await runCommand(COMMAND, run);
  return write.mock.calls.flat();
}

describe('a command that fails', () => {
  it('says why without its stack', async () => {
    expect(await errorsOf(() => Promise.reject(new Error('The disk is full.')))).toEqual(['The disk is full.\n']);
    expect(process.exitCode).toBe(1);
  });

  it('says how it is called when that was not so', async () => {
    const refuse = () => Promise.reject(new UsageError('--clients 9: give a number from 1 to 4'));
    expect(await errorsOf(refuse)).toEqual(['--clients 9: give a number from 1 to 4\n\nUsage: npm run it\n']);
    expect(process.exitCode).toBe(2);
  });

  it('does not begin with arguments that it does not take', async () => {
    process.argv.push('--nosuch');
    const run = vi.fn();
    expect(await errorsOf(run)).toEqual(["Unknown option '--nosuch'\n\nUsage: npm run it\n"]);
    expect(run).not.toHaveBeenCalled();
  });
});

it('an option that is one of a few is refused with what these are', () => {
  expect(oneOf('language', 'en', ['pl', 'en'])).toBe('en');
  expect(() => oneOf('language', 'de', ['pl', 'en'])).toThrow(new UsageError('--language de: give one of pl, en'));
});
