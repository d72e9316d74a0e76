import { expect, it } from 'vitest';
import { verbIn } from '../../src-main/control-socket/verb-in.ts';

it('finds the verb, what follows it, and the profile wherever it stands', () => {
  expect(verbIn(['status'])).toEqual({ verb: 'status', args: [], profile: null });
  expect(verbIn(['send', 'stop', '--help'])).toEqual({ verb: 'send', args: ['stop', '--help'], profile: null });
  const status = { verb: 'status', args: ['--json'], profile: 'work' };
  expect(verbIn(['--profile', 'work', 'status', '--json'])).toEqual(status);
  expect(verbIn(['--profile=work', 'status', '--json'])).toEqual(status);
  expect(verbIn(['status', '--json', '--profile', 'work'])).toEqual(status);
  expect(verbIn(['--ozone-platform=x11', 'quit'])).toEqual({ verb: 'quit', args: [], profile: null });
  expect(verbIn(['--help', 'quit'])).toEqual({ verb: 'quit', args: ['--help'], profile: null });
  expect(verbIn(['quit', '--profile'])).toEqual({ verb: 'quit', args: ['--profile'], profile: null });
});

it('finds none in an ordinary start', () => {
  for (const args of [
    [],
    ['--profile', 'status'],
    ['--once'],
    ['file.txt', 'status'],
    ['--do=stop-speech'],
    ['constructor'],
  ])
    expect(verbIn(args), args.join(' ')).toBeNull();
});
