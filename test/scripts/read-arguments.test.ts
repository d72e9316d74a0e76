import { describe, expect, it } from 'vitest';
import { asksForHelp, readArguments, splitArguments, UsageError } from '../../scripts/read-arguments.mjs';

const COMMAND = { options: { test: { type: 'boolean', default: false } }, operands: 1 } as const;

describe('arguments', () => {
  it('are options and operands that a command takes', () => {
    expect(readArguments(COMMAND, ['30', '--test'])).toEqual({ values: { test: true }, operands: ['30'] });
    expect(readArguments(COMMAND, [])).toEqual({ values: { test: false }, operands: [] });
  });

  it.each([
    [['--tset'], "Unknown option '--tset'"],
    [['-5'], "Unknown option '-5'"],
    [['--test=yes'], "Option '--test' does not take an argument"],
    [['1', '2', '3'], 'Unexpected argument: 2 3'],
    [['1', '--', '--test'], 'Unexpected argument: --test'],
  ])('are refused otherwise: %j', (args, message) => {
    expect(() => readArguments(COMMAND, args)).toThrow(new UsageError(message));
  });

  it('are for the program that a command starts when they follow a double dash', () => {
    expect(splitArguments(['--profile', 'x', '--', '--no-sandbox'])).toEqual({
      own: ['--profile', 'x'],
      passedOn: ['--no-sandbox'],
    });
    const passing = { ...COMMAND, passesOn: true };
    expect(readArguments(passing, ['--test', '--', '--no-sandbox'])).toEqual({ values: { test: true }, operands: [] });
  });
});

it.each([
  [['--help'], true],
  [['-h', '--nosuch'], true],
  [['--', '--help'], false],
  [['help'], false],
])('whether help is asked for: %j, %s', (args, asked) => {
  expect(asksForHelp(args)).toBe(asked);
});
