import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { APP_COMMENT } from '../../src-main/start/app-identity.ts';
import {
  entryName,
  type Launch,
  linuxEntry,
  linuxState,
  loginCommand,
  macState,
  mendedEntry,
  verbCommand,
  windowsCommand,
  windowsState,
} from '../../src-main/start/autostart-policy.ts';
import { entryValue } from '../../src-main/start/desktop-entry.ts';
import { LANGUAGES } from '../../src-shared/languages.ts';
import { until } from '../lab/until.ts';

const PACKAGED: Launch = { execPath: '/opt/overlay', args: [], appImage: null, appPath: null, profile: null };

const isThere = () => true;

const AWKWARD_NAMES = [
  'plain',
  'with space',
  'quote " and \' quote',
  '50% of %f',
  '$HOME `id`',
  'back\\slash',
  'zażółć gęślą jaźń',
  'a;b&c|d<e>(f)*?#~',
];

function hasProgram(name: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${name}`]);
    return true;
  } catch {
    console.warn(`${name} is not installed: its tests are skipped`);
    return false;
  }
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'asystent-autostart-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

it('the command of a verb asks the overlay of the same profile', () => {
  const launch = { ...PACKAGED, execPath: '/opt/my overlay', args: ['--disable-gpu', '--once'], profile: 'kitchen' };
  expect(verbCommand(launch, 'settings')).toBe("'/opt/my overlay' --disable-gpu --profile=kitchen settings");
});

describe('the command at login', () => {
  it('is the packaged executable', () => {
    expect(loginCommand(PACKAGED)).toEqual(['/opt/overlay']);
  });

  it('is the AppImage, not the place that it is mounted at', () => {
    const launch = { ...PACKAGED, execPath: '/tmp/.mount_x/overlay', appImage: '/home/a/Overlay.AppImage' };
    expect(loginCommand(launch)).toEqual(['/home/a/Overlay.AppImage']);
  });

  it('keeps what this start needed and names sources and profile', () => {
    const args = ['--no-sandbox', '--ozone-platform=x11', '--inspect=0', '/src', '--disable-gpu', '--profile=work'];
    expect(loginCommand({ ...PACKAGED, args, appPath: '/src', profile: 'work' })).toEqual([
      ...['/opt/overlay', '--no-sandbox', '--ozone-platform=x11', '--disable-gpu'],
      ...['/src', '--profile=work'],
    ]);
  });
});

describe('on Linux', () => {
  const written = linuxEntry(PACKAGED);

  it('an entry of a name of its own stands for each profile', () => {
    expect(entryName(null)).toBe('pl.asystent.overlay');
    expect(entryName('work')).toBe('pl.asystent.overlay-work');
    expect(linuxEntry({ ...PACKAGED, profile: 'work' })).toMatch(/^Name=Asystent Overlay — work$/m);
  });

  it('an entry has the description in every language', () => {
    for (const language of LANGUAGES.filter((each) => each !== 'en')) {
      expect(written).toContain(`\nComment[${language}]=${APP_COMMENT[language]}\n`);
    }
    expect(written).toContain(`\nComment=${APP_COMMENT.en}\n`);
    expect(new Set(Object.values(APP_COMMENT)).size).toBe(LANGUAGES.length);
  });

  it('is on with an entry and off without', () => {
    expect(linuxState(null)).toEqual({ enabled: false, status: 'off' });
    expect(linuxState(written)).toEqual({ enabled: true, status: 'on' });
    expect(linuxState('')).toEqual({ enabled: false, status: 'off' });
  });

  test.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])('is blocked by %s', (line) => {
    const text = `${written.replace(/^X-GNOME.*\n/m, '')}${line}\n`;
    expect(linuxState(text)).toEqual({ enabled: false, status: 'blocked' });
  });

  it('an entry that leads elsewhere is corrected and keeps what the user added', () => {
    const text = `${written}X-GNOME-Autostart-Delay=5\n`;
    expect(mendedEntry(text, { ...PACKAGED, execPath: '/opt/new place/overlay' }, isThere)).toBe(
      text
        .replace('\nExec=/opt/overlay', '\nExec="/opt/new place/overlay"')
        .replace('TryExec=/opt/overlay', 'TryExec=/opt/new place/overlay'),
    );
  });

  it('an entry names the file without which it is passed over', () => {
    const tryExec = (differences: Partial<Launch>) =>
      entryValue(linuxEntry({ ...PACKAGED, ...differences }), 'TryExec');
    expect(tryExec({})).toBe('/opt/overlay');
    expect(tryExec({ execPath: '/opt/100 %/back\\slash' })).toBe('/opt/100 %/back\\\\slash');
    expect(tryExec({ appImage: '/home/a/Overlay.AppImage' })).toBe('/home/a/Overlay.AppImage');
    expect(tryExec({ execPath: '/src/.electron/electron', appPath: '/src' })).toBe('/src/.electron/electron');
  });

  it('an entry that does not name it yet gets it', () => {
    const old = written.replace(/^TryExec=.*\n/m, '');
    expect(mendedEntry(old, PACKAGED, isThere)).toBe(`${old}TryExec=/opt/overlay\n`);
  });

  it('an entry of an app that is there is not turned to a checkout; that of the checkout itself follows it', () => {
    const checkout = { ...PACKAGED, execPath: '/src/electron', appPath: '/src' };
    expect(mendedEntry(written, checkout, isThere)).toBeNull();
    expect(mendedEntry(written, checkout, () => false)).toContain('Exec=/src/electron --no-unsandboxed-zygote /src');
    expect(mendedEntry(linuxEntry(checkout), { ...checkout, args: ['--disable-gpu'] }, isThere)).toContain(
      'Exec=/src/electron --no-unsandboxed-zygote --disable-gpu /src',
    );
  });

  it('an entry is left alone when it is right, switched off or not there', () => {
    const moved = { ...PACKAGED, execPath: '/opt/new' };
    expect(mendedEntry(written, PACKAGED, isThere)).toBeNull();
    expect(mendedEntry(`${written}Hidden=true\n`, moved, isThere)).toBeNull();
    expect(mendedEntry(null, moved, isThere)).toBeNull();
  });

  it.skipIf(!hasProgram('desktop-file-validate'))('an entry is valid, whatever its paths are', () => {
    const folder = temporaryFolder();
    for (const name of AWKWARD_NAMES) {
      const file = join(folder, 'pl.asystent.overlay.desktop');
      writeFileSync(file, linuxEntry({ ...PACKAGED, execPath: `/opt/${name}/overlay`, profile: 'work' }));
      expect(execFileSync('desktop-file-validate', [file], { encoding: 'utf8' }), name).toBe('');
    }
  });

  it.skipIf(!hasProgram('dex'))('an entry of an app that was deleted is passed over without an error', () => {
    const config = temporaryFolder();
    const entry = join(config, 'autostart', 'pl.asystent.overlay.desktop');
    mkdirSync(join(config, 'autostart'));
    const complaints = (text: string) => {
      writeFileSync(entry, text);
      const env = { ...process.env, XDG_CONFIG_HOME: config, XDG_CONFIG_DIRS: config };
      return spawnSync('dex', ['--autostart', '--environment', 'XFCE'], { encoding: 'utf8', env }).stderr;
    };
    const gone = linuxEntry({ ...PACKAGED, execPath: '/gone/overlay' });
    expect(complaints(gone)).toBe('');
    expect(complaints(gone.replace(/^TryExec=.*\n/m, ''))).toContain('/gone/overlay');
  });

  it.skipIf(!hasProgram('gio'))('an entry starts the program with its arguments, whatever its paths are', async () => {
    const folder = temporaryFolder();
    for (const name of AWKWARD_NAMES) {
      const home = join(folder, name);
      mkdirSync(home);
      const program = join(home, 'overlay');
      writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$@" > "$0.tmp"; mv "$0.tmp" "$0.args"\n`);
      chmodSync(program, 0o755);
      const entry = join(folder, 'entry.desktop');
      writeFileSync(entry, linuxEntry({ ...PACKAGED, execPath: program, appPath: home, profile: 'work' }));
      execFileSync('gio', ['launch', entry]);
      const seen = await until(`a start from "${name}"`, () => {
        try {
          return readFileSync(`${program}.args`, 'utf8');
        } catch {
          return null;
        }
      });
      expect(seen).toBe(`--no-unsandboxed-zygote\n${home}\n--profile=work\n`);
    }
  });
});

describe('on Windows', () => {
  const item = { name: 'pl.asystent.overlay', path: 'C:\\o.exe', args: [], scope: 'user', enabled: true } as const;

  it('paths stand in quotes', () => {
    const launch = { ...PACKAGED, execPath: 'C:\\Program Files\\o.exe', appPath: 'C:\\my src', profile: 'work' };
    expect(windowsCommand(launch)).toEqual({
      path: '"C:\\Program Files\\o.exe"',
      args: ['"C:\\my src"', '--profile=work'],
    });
  });

  it('is on, off, or blocked in the Task Manager', () => {
    expect(windowsState([{ ...item, args: [] }], null)).toEqual({ enabled: true, status: 'on' });
    expect(windowsState([], null)).toEqual({ enabled: false, status: 'off' });
    expect(windowsState([{ ...item, args: [], enabled: false }], null)).toEqual({ enabled: false, status: 'blocked' });
  });

  it('is not on for one profile because it is for another', () => {
    expect(windowsState([{ ...item, args: [] }], 'work')).toEqual({ enabled: false, status: 'off' });
  });
});

describe('on macOS', () => {
  test.each([
    [true, 'enabled', { enabled: true, status: 'on' }],
    [false, 'not-registered', { enabled: false, status: 'off' }],
    [false, 'requires-approval', { enabled: true, status: 'requires-approval' }],
    // Before macOS 13.
    [true, undefined, { enabled: true, status: 'on' }],
    [false, undefined, { enabled: false, status: 'off' }],
  ])('openAtLogin %s with the status %s', (openAtLogin, status, state) => {
    expect(macState(openAtLogin, status)).toEqual(state);
  });
});
