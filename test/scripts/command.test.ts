import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseOptions, runCommand, UsageError } from '../../scripts/command.ts';

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

describe('a command that fails', () => {
  it.each([
    [new Error('The disk is full.'), 1],
    [new UsageError('--clients 9: give a number from 1 to 4'), 2],
  ])('says why without its stack: %s, exit code %d', async (error, code) => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await runCommand(() => Promise.reject(error));
    expect(write.mock.calls).toEqual([[`${error.message}\n`]]);
    expect(process.exitCode).toBe(code);
  });
});

describe('the options of a command', () => {
  const parse = (...args: string[]) =>
    parseOptions({ test: { type: 'boolean', default: false } }, 'npm run package -- [--test]', args);

  it('are those that it knows', () => {
    expect(parse()).toEqual({ test: false });
    expect(parse('--test')).toEqual({ test: true });
  });

  it.each(['--tset', 'test'])('are told with the usage when it gets "%s"', (arg) => {
    expect(() => parse(arg)).toThrow(UsageError);
    expect(() => parse(arg)).toThrow(/usage: npm run package -- \[--test\]$/);
  });
});
