// Installs the packages of a test build in a bare Debian, as a user would: `npm run package:check`.

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import config from '../../electron.config.ts';
import { createReferenceClient, type ReferenceClient } from '../../packages/client/src/reference-client.ts';
import { debianVersion } from '../../scripts/package/deb.ts';
import { identityOf } from '../../scripts/package/identity.ts';
import { testBuild, unpackedFolder } from '../../scripts/package/package-parts.ts';
import { filesOf } from '../../scripts/package/package-sizes.ts';
import { rpmVersion } from '../../scripts/package/rpm.ts';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { type ClientPorts, freeClientPorts } from '../lab/free-port.ts';
import { until } from '../lab/until.ts';
import { startVirtualDesktop, type VirtualDesktop } from '../lab/virtual-desktop.ts';
import { type BareDebian, type InsideOptions, startBareDebian, USER } from './bare-debian.ts';

const CURRENT = identityOf(testBuild(config));
const OLDER = identityOf(testBuild(config, 'older'));
const { name: NAME, appId: APP_ID } = CURRENT;
const UNPACKED = unpackedFolder(testBuild(config));
const OUTPUT = join(PROJECT_ROOT, 'out/package');
const APP = `/usr/lib/${NAME}`;
const ENTRY = `.config/autostart/${APP_ID.replace(/\.test$/, '')}.desktop`;

const debOf = (version: string) => `${NAME}_${debianVersion(version)}_amd64.deb`;
const RPM = join(OUTPUT, `${NAME}-${rpmVersion(CURRENT.version)}-1.x86_64.rpm`);
const TAR = join(OUTPUT, `${NAME}-${CURRENT.version}-linux-amd64.tar.gz`);

/** A step installs, or waits for a desktop to start. */
const STEP_LIMIT_MS = 300_000;

const scratch = mkdtempSync(join(tmpdir(), 'asystent-install-'));
let debian: BareDebian;
let desktop: VirtualDesktop;
let client: ReferenceClient;
let ports: ClientPorts;

const run = async (program: string, ...args: readonly string[]) => {
  const { stdout, stderr } = await promisify(execFile)(program, args, { cwd: PROJECT_ROOT, maxBuffer: 64_000_000 });
  return stdout + stderr;
};
const archiveHash = () =>
  createHash('sha256')
    .update(readFileSync(join(UNPACKED, 'resources/app.asar')))
    .digest('hex');
const pack = (...args: readonly string[]) => run(process.execPath, 'scripts/package.ts', '--test', ...args);

beforeAll(async () => {
  await pack('--older', 'deb');
  ports = await freeClientPorts(2);
  client = createReferenceClient(ports);
  await client.start();
  client.update({ status: 'Ready', monitoring: true });
  desktop = await startVirtualDesktop({ width: 1280, height: 800, panel: false });
  debian = await startBareDebian(join(scratch, 'debian'));
  await debian.run('apt-get -qq update');
}, STEP_LIMIT_MS * 2);

afterAll(async () => {
  await debian?.stop();
  await desktop?.stop();
  client?.stop();
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
}, STEP_LIMIT_MS);

/** The environment of the user's session. */
const session = (): Record<string, string> => ({
  DISPLAY: desktop.env['DISPLAY'] ?? '',
  XDG_SESSION_TYPE: 'x11',
  XDG_CURRENT_DESKTOP: 'XFCE',
  XDG_RUNTIME_DIR: `/run/user/${USER.id}`,
  DBUS_SESSION_BUS_ADDRESS: `unix:path=/run/user/${USER.id}/bus`,
  ASYSTENT_WS_PORTS: ports.wsPorts.join(','),
  ASYSTENT_HTTP_PORTS: ports.httpPorts.join(','),
  ASYSTENT_LANG: 'en',
});
const asUser = (options: InsideOptions = {}): InsideOptions => ({ asUser: true, env: session(), ...options });

async function install(deb: string): Promise<string> {
  await run('cp', join(OUTPUT, deb), join(debian.root, 'srv', deb));
  return debian.run(`apt-get install -y --no-install-recommends /srv/${deb} 2>&1`);
}

/** The command lines of the app's processes, with their ids. */
async function processes(): Promise<readonly { readonly pid: number; readonly line: string }[]> {
  const lines = await debian.run(
    `for p in /proc/[0-9]*; do case "$(readlink $p/exe)" in *${APP}/*) echo "\${p#/proc/} $(tr '\\0' ' ' < $p/cmdline)";; esac; done; true`,
  );
  return lines
    .split('\n')
    .filter(Boolean)
    .map((line) => ({ pid: Number.parseInt(line, 10), line }));
}

const mainProcess = async () => (await processes()).find(({ line }) => !line.includes('--type=')) ?? null;
const gone = () => until('the end of every process', async () => (await processes()).length === 0);

async function quit(): Promise<void> {
  await debian.run(`${NAME} quit`, asUser());
  await gone();
}

/** Wait until the overlay follows the client, and show that on the screen. */
async function follows(picture: string): Promise<void> {
  await until('the connection', () => client.overlays() === 1);
  client.update({ status: 'mówię', is_speaking: true, text: 'It is seven degrees, and raining.' });
  await until('the bubble', async () => (await windows()).includes('"Assistant status"'));
  const file = join(PROJECT_ROOT, `out/screens/${picture}.png`);
  await until('the bubble on the screen', async () => {
    await desktop.screenshot(file);
    // Blue as the orb that speaks, anywhere.
    const histogram = await run(
      'convert',
      file,
      '-fill',
      'black',
      '+opaque',
      '#2196f3',
      '-format',
      '%[fx:mean]',
      'info:',
    );
    return Number(histogram) > 0;
  });
  client.update({ status: 'Ready', is_speaking: false });
}
const windows = () => desktop.ask('xwininfo', '-root', '-tree').catch(() => '');

describe('the deb', { timeout: STEP_LIMIT_MS }, () => {
  it('is the same archive each time it is built from the same sources', async () => {
    await pack('deb', 'rpm', 'tar', 'appimage');
    const first = archiveHash();
    rmSync(UNPACKED, { recursive: true });
    await pack();
    expect(archiveHash()).toBe(first);
  });

  it('is without fault for lintian, AppStream and the desktop entry’s rules', async () => {
    const deb = join(OUTPUT, debOf(CURRENT.version));
    const told = await run('lintian', '--fail-on', 'error', '--allow-root', deb);
    console.log(told);
    expect(told).not.toMatch(/^[EW]:/m);
    const folder = join(scratch, 'unpacked');
    await run('dpkg-deb', '-x', deb, folder);
    await run(
      'appstreamcli',
      'validate',
      '--no-net',
      '--pedantic',
      join(folder, `usr/share/metainfo/${APP_ID}.metainfo.xml`),
    );
    await run('desktop-file-validate', join(folder, `usr/share/applications/${NAME}.desktop`));
    const icons = readdirSync(join(folder, 'usr/share/icons/hicolor'));
    expect(icons).toEqual(
      expect.arrayContaining(['16x16', '32x32', '48x48', '128x128', '256x256', '512x512', 'scalable']),
    );
  });

  it('installs with apt, and brings all libraries along', async () => {
    await install(debOf(OLDER.version));
    const missing = await debian.run(
      `for f in ${APP}/${NAME} ${APP}/*.so* ${APP}/chrome_crashpad_handler; do ldd $f; done | grep 'not found' || true`,
      {
        env: { LD_LIBRARY_PATH: APP },
      },
    );
    expect(missing).toBe('');
    expect(await debian.run(`stat -c '%U %a' ${APP}/chrome-sandbox`)).toBe('root 4755\n');
    expect(await debian.run(`cd / && md5sum --check --quiet /var/lib/dpkg/info/${NAME}.md5sums`)).toBe('');
    expect(await debian.run(`${NAME} --version`, asUser())).toBe(`${OLDER.version}\n`);
  });

  it('tells who asks a verb while none runs', async () => {
    await expect(debian.run(`${NAME} status; test $? = 3`, asUser())).resolves.toBeDefined();
  });

  it('starts for an ordinary user in Chromium’s sandbox, by namespaces of the user', async () => {
    await debian.run(
      `mkdir -p /run/user/${USER.id} && chown ${USER.name}: /run/user/${USER.id} && chmod 700 /run/user/${USER.id}`,
    );
    const profile = join(debian.root, `home/ala/.config/${NAME}`);
    await debian.run(`mkdir -p .config/${NAME}`, asUser());
    writeFileSync(join(profile, 'settings.json'), JSON.stringify({ version: 3, appearance: { theme: 'dark' } }));
    writeFileSync(join(profile, 'keys.json'), JSON.stringify({ version: 1, keys: {} }));
    await debian.run(`chown -R ${USER.name}: /home/ala/.config`);
    debian.start(NAME, asUser());
    await follows('installed-namespaces');
    const main = await until('the app', mainProcess);
    expect(main.line).not.toContain('--no-sandbox');
    // One of the zygotes is the first process of the sandbox's own system.
    const types = (await processes()).map(({ line }) => /--type=([\w-]+)/.exec(line)?.[1] ?? 'main');
    expect(types.sort()).toEqual(['main', 'renderer', 'zygote', 'zygote']);
    const pages = (await processes()).filter(({ line }) => line.includes('--type=renderer'));
    expect(pages.length).toBeGreaterThan(0);
    for (const { pid } of pages) {
      expect(await debian.run(`readlink /proc/${pid}/ns/user`)).not.toBe(
        await debian.run(`readlink /proc/${main.pid}/ns/user`),
      );
      expect(await debian.run(`grep ^Seccomp: /proc/${pid}/status`)).toMatch(/Seccomp:\s+2/);
    }
    await quit();
  });

  it('starts in the sandbox of its own helper where the kernel allows no such namespaces', async () => {
    debian.start(NAME, asUser({ withoutUserNamespaces: true }));
    await follows('installed-helper');
    const main = await until('the app', mainProcess);
    const pages = (await processes()).filter(({ line }) => line.includes('--type=renderer'));
    expect(pages.length).toBeGreaterThan(0);
    for (const { pid } of pages) {
      expect(await debian.run(`readlink /proc/${pid}/ns/user`)).toBe(
        await debian.run(`readlink /proc/${main.pid}/ns/user`),
      );
      expect(await debian.run(`readlink /proc/${pid}/ns/pid`)).not.toBe(
        await debian.run(`readlink /proc/${main.pid}/ns/pid`),
      );
      expect(await debian.run(`grep ^Seccomp: /proc/${pid}/status`)).toMatch(/Seccomp:\s+2/);
    }
    await debian.run(`kill ${main.pid}`);
    await gone();
  });

  it('starts from the menu, and at login once that is switched on in the tray', async () => {
    await debian.run('apt-get install -y --no-install-recommends dex dbus xfce4-panel libglib2.0-bin');
    debian.start(`dbus-daemon --session --nofork --address=$DBUS_SESSION_BUS_ADDRESS`, asUser());
    await until('the bus', busAnswers);
    debian.start('xfce4-panel --disable-wm-check', asUser());
    await debian.run('gdbus wait --session --timeout 30 org.kde.StatusNotifierWatcher', asUser());
    debian.start(`dex /usr/share/applications/${NAME}.desktop`, asUser());
    await follows('installed-menu');
    await pressTray('Start at login');
    await until('the login entry', () => existsSync(join(debian.root, 'home/ala', ENTRY)));
    await quit();
    debian.start('dex --autostart --environment XFCE', asUser());
    await follows('installed-login');
  });

  it('keeps settings and keys over an upgrade, and the running overlay alive', async () => {
    const profile = join(debian.root, `home/ala/.config/${NAME}`);
    const before = { ...filesIn(profile) };
    const main = await until('the app', mainProcess);
    await install(debOf(CURRENT.version));
    expect((await mainProcess())?.pid).toBe(main.pid);
    await debian.run(`${NAME} status`, asUser());
    await quit();
    expect(await debian.run(`${NAME} --version`, asUser())).toBe(`${CURRENT.version}\n`);
    expect(filesIn(profile)).toEqual(before);
    debian.start(NAME, asUser());
    await follows('installed-upgraded');
    expect(await debian.run(`${NAME} status --json`, asUser())).toContain('"');
    await until('still started at login', () => existsSync(join(debian.root, 'home/ala', ENTRY)));
  });

  it('gives AppArmor its profile where AppArmor knows the rule, and installs where that fails', async () => {
    const installed = join(debian.root, 'etc/apparmor.d', NAME);
    expect(existsSync(installed)).toBe(false);
    await debian.run('apt-get install -y --no-install-recommends apparmor');
    // Debian 12's own does not know the rule.
    await debian.run(`dpkg-reconfigure ${NAME}`);
    expect(existsSync(installed)).toBe(false);
    // A newer one, which takes the profile and then fails to load it.
    await debian.run(
      'printf \'#!/bin/sh\\ncase "$*" in *--skip-kernel-load*) exit 0;; esac\\nexit 1\\n\' > /usr/local/sbin/apparmor_parser && chmod +x /usr/local/sbin/apparmor_parser' +
        ' && ln -s /bin/true /usr/local/bin/aa-enabled',
    );
    await debian.run(`dpkg-reconfigure ${NAME}`);
    expect(readFileSync(installed, 'utf8')).toContain('userns,');
  });

  it('leaves nothing running and no entry when it is removed', async () => {
    await until('the app', mainProcess);
    await debian.run(`apt-get remove -y ${NAME}`);
    await gone();
    await until('the login entry', () => !existsSync(join(debian.root, 'home/ala', ENTRY)));
    const left = await debian.run(
      `find / -xdev -name '*${NAME}*' -not -path '/proc/*' -not -path '/again/*' -not -path '/home/*' -not -path '/srv/*' || true`,
    );
    expect(left.split('\n').filter((path) => path !== '' && !path.startsWith('/var/'))).toEqual([]);
  });

  it('leaves no trace in the system when it is purged, and the user’s folder alone', async () => {
    await debian.run(`apt-get purge -y ${NAME}`);
    const left = await debian.run(
      `find / -xdev -name '*${NAME}*' -not -path '/proc/*' -not -path '/again/*' -not -path '/srv/*' || true`,
    );
    const paths = left.split('\n').filter((path) => path !== '' && !/^\/var\/(cache|log)\//.test(path));
    expect(paths.filter((path) => !path.startsWith('/home/ala/'))).toEqual([]);
    expect(existsSync(join(debian.root, `home/ala/.config/${NAME}/settings.json`))).toBe(true);
  });
});

describe('the rpm', { timeout: STEP_LIMIT_MS }, () => {
  it('names itself, its libraries and its files', async () => {
    expect(await run('rpm', '-qp', '--queryformat', '%{NAME} %{VERSION} %{ARCH} %{LICENSE}', RPM)).toBe(
      `${NAME} ${rpmVersion(CURRENT.version)} x86_64 MIT`,
    );
    expect(await run('rpm', '-qpR', RPM)).toContain('libgtk-3.so.0()(64bit)');
    const listed = await run('rpm', '-qplv', RPM);
    expect(listed).toMatch(new RegExp(`^-rwsr-xr-x .* root .*${APP}/chrome-sandbox$`, 'm'));
    expect(listed).toMatch(new RegExp(`/usr/share/applications/${NAME}.desktop$`, 'm'));
  });
});

describe('the tar.gz', { timeout: STEP_LIMIT_MS }, () => {
  it('starts where it is unpacked', async () => {
    await run('tar', '-C', join(debian.root, 'home/ala'), '-xzf', TAR);
    const folder = `/home/ala/${basename(TAR, '.tar.gz')}`;
    expect(
      filesOf(join(debian.root, folder))
        .map(({ path }) => path)
        .sort(),
    ).toEqual(
      filesOf(UNPACKED)
        .map(({ path }) => path)
        .sort(),
    );
    // Its libraries were the deb's.
    debian.start(`${folder}/${NAME}`, asUser());
    await follows('unpacked');
    await debian.run(`${folder}/${NAME} quit`, asUser());
  });
});

describe('the AppImage', { timeout: STEP_LIMIT_MS }, () => {
  it('holds a file system that is mounted and starts, with the switch for XWayland and its sandbox', async () => {
    const image = readdirSync(OUTPUT).find((name) => name.endsWith('.AppImage')) ?? '';
    await run('cp', join(OUTPUT, image), join(debian.root, 'srv/app.AppImage'));
    const folder = '/mnt/AppDir';
    await debian.run(`mkdir ${folder} && mount -t squashfs -o loop,ro,offset=4096 /srv/app.AppImage ${folder}`);
    const entry = await debian.run(`cat ${folder}/*.desktop`);
    expect(entry).toContain('Exec=AppRun --ozone-platform=x11 --no-unsandboxed-zygote %U');
    debian.start(`${folder}/AppRun --ozone-platform=x11`, asUser());
    await follows('appimage');
    const lines = await debian.run(
      `for p in /proc/[0-9]*; do case "$(readlink $p/exe)" in ${folder}/*) tr '\\0' ' ' < $p/cmdline; echo;; esac; done; true`,
    );
    expect(lines).toContain('--ozone-platform=x11');
    expect(lines).not.toContain('--no-sandbox');
    await debian.run(`${folder}/${NAME} quit`, asUser());
  });
});

function filesIn(profile: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    ['settings.json', 'keys.json']
      .filter((file) => existsSync(join(profile, file)))
      .map((file) => [file, readFileSync(join(profile, file), 'utf8')]),
  );
}

const busAnswers = () =>
  debian
    .run(
      'gdbus call --session --dest org.freedesktop.DBus --object-path / --method org.freedesktop.DBus.GetId',
      asUser(),
    )
    .then(
      () => true,
      () => false,
    );

/** Press an entry of the overlay's tray icon, by D-Bus as a panel does. */
async function pressTray(label: string): Promise<void> {
  const call = (destination: string, path: string, method: string, ...args: readonly string[]) =>
    debian.run(
      [
        'gdbus call --session --dest',
        destination,
        '--object-path',
        path,
        '--method',
        method,
        ...args.map((arg) => `'${arg}'`),
      ].join(' '),
      asUser(),
    );
  const get = 'org.freedesktop.DBus.Properties.Get';
  const watcher = 'org.kde.StatusNotifierWatcher';
  const [busName, path] = await until('the tray icon', async () => {
    const items = await call(watcher, '/StatusNotifierWatcher', get, watcher, 'RegisteredStatusNotifierItems');
    const [, bus, item] = /'([^'/]+)(\/[^']+)'/.exec(items) ?? [];
    return bus === undefined || item === undefined ? null : ([bus, item] as const);
  });
  const menu =
    /objectpath '([^']+)'/.exec(await call(busName, path, get, 'org.kde.StatusNotifierItem', 'Menu'))?.[1] ?? '';
  const layout = await call(busName, menu, 'com.canonical.dbusmenu.GetLayout', '--', '0', '-1', '@as []');
  const id = new RegExp(`<\\((\\d+), \\{[^}]*'label': <'${label}'>`).exec(layout)?.[1];
  if (id === undefined) throw new Error(`the tray has no entry "${label}": ${layout}`);
  await call(busName, menu, 'com.canonical.dbusmenu.Event', id, 'clicked', '<0>', '0');
}
