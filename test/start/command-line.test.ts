import { describe, expect, it, test } from 'vitest';
import { UserError } from '../../src-main/runtime/user-error.ts';
import { actionName, HELP, parseCommandLine, withJoinedProfile } from '../../src-main/start/command-line.ts';
import { SHORTCUT_NAMES } from '../../src-shared/settings-limits.ts';

const PLAIN = { profile: null, print: null, action: null, isOnce: false };

describe('the command line', () => {
  it('may be empty', () => {
    expect(parseCommandLine([])).toEqual(PLAIN);
  });

  it('names a profile, with a space or an equals sign', () => {
    expect(parseCommandLine(['--profile', 'work']).profile).toBe('work');
    expect(parseCommandLine(['--profile=Work_2-b']).profile).toBe('Work_2-b');
  });

  it('may hold switches of Electron and Chromium and the path of the app', () => {
    const args = ['--no-sandbox', '--ozone-platform=x11', '--inspect=0', '/opt/app', '--profile', 'work', '-x'];
    expect(parseCommandLine(args)).toEqual({ ...PLAIN, profile: 'work' });
  });

  it('asks for the help or for the version', () => {
    expect(parseCommandLine(['--help']).print).toBe('help');
    expect(parseCommandLine(['-h']).print).toBe('help');
    expect(parseCommandLine(['.', '--version']).print).toBe('version');
  });

  it('names what the running overlay has to do, which the help lists', () => {
    expect(parseCommandLine(['--do=stop-speech']).action).toBe('stopSpeech');
    expect(parseCommandLine(['.', '--do', 'toggle-monitoring']).action).toBe('toggleMonitoring');
    for (const name of SHORTCUT_NAMES) {
      expect(parseCommandLine([`--do=${actionName(name)}`]).action).toBe(name);
      expect(HELP).toContain(actionName(name));
    }
  });

  test.each(['--do', '--do=', '--do=stopSpeech', '--do=quit'])(
    'is refused with %s, and lists what is allowed',
    (arg) => {
      expect(() => parseCommandLine([arg])).toThrow(UserError);
      expect(() => parseCommandLine([arg])).toThrow(/: toggle-monitoring, stop-speech, /);
    },
  );

  it('may ask for a start that leaves a running overlay alone', () => {
    expect(parseCommandLine(['--once'])).toEqual({ ...PLAIN, isOnce: true });
  });

  test.each([
    ['no name', ['--profile']],
    ['an empty name', ['--profile=']],
    ['a switch for a name', ['--profile', '--no-sandbox']],
    ['a way out of the folder', ['--profile', '../other']],
    ['a path', ['--profile=a/b']],
    ['a space', ['--profile', 'my work']],
    ['a letter that is not ASCII', ['--profile', 'głos']],
    ['33 characters', ['--profile', 'x'.repeat(33)]],
  ])('is refused with %s, and says what is allowed', (_what, args) => {
    expect(() => parseCommandLine(args)).toThrow(UserError);
    expect(() => parseCommandLine(args)).toThrow(/1 to 32/);
  });

  it('can be given on without the name of the profile losing its place', () => {
    expect(withJoinedProfile(['--no-sandbox', '.', '--profile', 'work', 'x'])).toEqual([
      ...['--no-sandbox', '.', '--profile=work', 'x'],
    ]);
    expect(withJoinedProfile(['.', '--profile=work'])).toEqual(['.', '--profile=work']);
  });
});
