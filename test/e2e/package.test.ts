import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { extractFile, listPackage, statFile } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import config from '../../electron.config.ts';
import { testBuild, unpackedFolder } from '../../scripts/package/package-parts.ts';
import { filesOf } from '../../scripts/package/package-sizes.ts';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { PILL_HEIGHT, SHADOW_MARGIN } from '../../src-shared/geometry.ts';
import { LANGUAGES } from '../../src-shared/languages.ts';
import { PHASES } from '../../src-shared/overlay-state.ts';
import { translator } from '../../src-shared/strings.ts';
import { freePort } from '../lab/free-port.ts';
import { leaveFirstRunBehind } from '../lab/overlay-process.ts';
import { until } from '../lab/until.ts';
import { startClient, testPorts } from './clients.ts';
import { onDesktop, screenshot } from './desktop.ts';
import { portsEnv, startOverlayProcess, temporaryFolder, textOf } from './overlay-process.ts';
import { pixelsIn } from './screen.ts';
import { pressTrayEntry, trayIcon } from './tray.ts';

const FOLDER = unpackedFolder(testBuild(config));
const EXECUTABLE = join(FOLDER, 'asystent-overlay-test');
const ARCHIVE = join(FOLDER, 'resources/app.asar');

/** How a fuse that is on is written in the executable. */
const FUSE_ENABLED = '1'.charCodeAt(0);

/** From the top of the bubble's window to a row of pixels through the orb, above its drawing. */
const ORB_ROW = SHADOW_MARGIN + PILL_HEIGHT / 2 - 14;

/** The chunks that are loaded before the bubble's page begins, except those of verbs, and the first ones after that. */
const BEFORE_THE_PAGE = ['main', 'guard', 'texts', 'failure', 'chromium-switches', 'revive', 'opening', 'begin'];
const AFTER_IT = ['app', 'rolldown-runtime', 'shared'];

/** The chunks of kinds of assistants, and their common ones. */
const KIND_CHUNKS = ['follow-broker', 'hass', 'kinds', 'list-satellites', 'lva', 'ovos', 'transport'];

/** The chunks that a verb of the command line loads beside main. */
const VERB_CHUNKS = ['run-verb', 'verb-in', 'verbs'];

/** The chunks of parts that the user has to switch on or ask for. */
const ON_DEMAND = ['follow-front', 'sway-tree', 'metrics', 'updater'];

/** The chunks that are loaded with a chunk of main. */
function loadedBy(name: string): string[] {
  const code = extractFile(ARCHIVE, `out/main/${name}.js`).toString();
  const loaded = code.matchAll(/^(?:import|export)\b.*?\bfrom "\.\/([\w-]+)\.js";$/gm);
  return [...loaded].flatMap(([, chunk]) => chunk ?? []);
}

const MOST_BYTES_OVER_RUNTIME = 3_000_000;

beforeAll(async () => {
  await promisify(execFile)(process.execPath, ['scripts/package.ts', '--test'], { cwd: PROJECT_ROOT });
}, 120_000);

/** Starts the package against a client. @returns the client, and the folder that the desktop starts programs from. */
async function startPackage(options: { args?: readonly string[]; env?: Readonly<Record<string, string>> } = {}) {
  const ports = await testPorts();
  const { client } = await startClient(ports);
  const configFolder = temporaryFolder();
  const profile = join(configFolder, 'asystent-overlay-test');
  mkdirSync(profile);
  leaveFirstRunBehind(profile);
  const env = { ...portsEnv(ports), XDG_CONFIG_HOME: configFolder, ...options.env };
  const overlay = startOverlayProcess({ executable: EXECUTABLE, args: options.args ?? [], env });
  await until('the connection', () => client.overlays() === 1);
  return { client, overlay, env, configFolder };
}

const windowsNamed = async (name: string) =>
  (await onDesktop('xdotool', 'search', '--onlyvisible', '--name', name).catch(() => '')).split('\n').filter(Boolean);

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

describe('the package', () => {
  it.each([
    ['RunAsNode', false, 'SEC-FUSE-RUN-AS-NODE'],
    ['EnableNodeOptionsEnvironmentVariable', false, 'SEC-FUSE-NODE-OPTIONS'],
    ['EnableNodeCliInspectArguments', false, 'SEC-FUSE-INSPECT'],
    ['GrantFileProtocolExtraPrivileges', false, 'SEC-FUSE-FILE-PROTOCOL'],
    ['EnableEmbeddedAsarIntegrityValidation', true, 'SEC-FUSE-ASAR-INTEGRITY'],
    ['OnlyLoadAppFromAsar', true, 'SEC-FUSE-ASAR-ONLY'],
  ] as const)('has the fuse %s set to %s [%s]', async (option, enabled, _) => {
    const wire = await getCurrentFuseWire(EXECUTABLE);
    expect(wire[FuseV1Options[option]] === FUSE_ENABLED).toBe(enabled);
  });

  it('holds what the app uses, and nothing else [SEC-DEPENDENCY]', () => {
    const held = listPackage(ARCHIVE, { isPack: false }).filter(
      (path) => !('files' in statFile(ARCHIVE, path.slice(1))),
    );
    const built = filesOf(join(PROJECT_ROOT, 'out'))
      .map(({ path }) => `/out/${path}`)
      .filter((path) => /^\/out\/(main|preload|renderer)\//.test(path));
    const icons = PHASES.flatMap((phase) => ['', '@1.5x', '@2x'].map((scale) => `/assets/tray/${phase}${scale}.png`));
    const texts = LANGUAGES.map((language) => `/assets/strings/${language}.json`);
    expect(held.sort()).toEqual([...built, ...icons, ...texts, '/assets/icon.png', '/package.json'].sort());
  });

  it('names each chunk of main after its entry, or for what shares it', () => {
    const chunks = listPackage(ARCHIVE, { isPack: false }).filter((path) => path.startsWith('/out/main/'));
    const names = [...BEFORE_THE_PAGE, ...AFTER_IT, 'base', ...ON_DEMAND, ...VERB_CHUNKS, ...KIND_CHUNKS];
    expect(chunks.sort()).toEqual(names.map((name) => `/out/main/${name}.js`).sort());
  });

  it('has each text once, so that no process holds those of other languages', () => {
    const scripts = listPackage(ARCHIVE, { isPack: false }).filter((path) => /\.c?js$/.test(path));
    const code = scripts.map((path) => extractFile(ARCHIVE, path.slice(1)).toString());
    for (const language of LANGUAGES) {
      const text = translator(language)('detail.no-satellite');
      expect(code.filter((each) => each.includes(text))).toEqual([]);
    }
  });

  it('loads nothing else for a verb, because people wait for it', () => {
    for (const name of VERB_CHUNKS) {
      const code = extractFile(ARCHIVE, `out/main/${name}.js`).toString();
      for (const [, chunk] of code.matchAll(/\b(?:from|import\() ?"\.\/([\w-]+)\.js"/g))
        expect([...VERB_CHUNKS, 'base']).toContain(chunk);
    }
  });

  it('loads the code of a kind of assistant only when one is followed, and that of the updates when they are on', () => {
    const lazy = [...KIND_CHUNKS, ...ON_DEMAND];
    for (const name of [...BEFORE_THE_PAGE, ...AFTER_IT]) {
      expect(loadedBy(name).filter((chunk) => lazy.includes(chunk))).toEqual([]);
    }
  });

  it('begins the bubble’s page before it loads most of its code, and what Node has for the network', () => {
    const loaded = BEFORE_THE_PAGE.flatMap(loadedBy);
    expect(loaded.filter((chunk) => ![...BEFORE_THE_PAGE, 'base'].includes(chunk))).toEqual([]);
    const code = [...BEFORE_THE_PAGE, 'base'].map((name) => extractFile(ARCHIVE, `out/main/${name}.js`).toString());
    expect(code.filter((each) => /^import .*"node:(crypto|https?|tls)";$/m.test(each))).toEqual([]);
  });

  it('has beside the archive what the runtime has, in the languages of the app', () => {
    const runtime = dirname(inject('harness').electron);
    const isOfRuntime = (path: string) => !/^(resources|locales|package\.json$|path\.txt$)/.test(path);
    const expected = filesOf(runtime).map(({ path }) => (path === 'electron' ? 'asystent-overlay-test' : path));
    const others = filesOf(FOLDER).map(({ path }) => path);
    expect(others.filter(isOfRuntime).sort()).toEqual(expected.filter(isOfRuntime).sort());
    expect(readdirSync(join(FOLDER, 'resources'))).toEqual(['app.asar']);
    // electron-builder takes the Spanish of Latin America for a kind of Spanish.
    const locales = [...LANGUAGES.map((language) => (language === 'en' ? 'en-US' : language)), 'es-419'];
    expect(readdirSync(join(FOLDER, 'locales')).sort()).toEqual(locales.map((locale) => `${locale}.pak`).sort());
  });

  it('adds no more than 3 MB to the runtime', () => {
    const sum = (folder: string) =>
      filesOf(folder)
        .filter(({ path }) => !path.startsWith('locales') && path !== 'resources/app')
        .reduce((bytes, file) => bytes + file.bytes, 0);
    expect(sum(FOLDER) - sum(dirname(inject('harness').electron))).toBeLessThan(MOST_BYTES_OVER_RUNTIME);
  });

  it('says that it is a test build [SEC-RUNTIME]', async () => {
    const { name, version } = JSON.parse(extractFile(ARCHIVE, 'package.json').toString());
    expect([name, version]).toEqual(['asystent-overlay-test', expect.stringMatching(/-test$/)]);
    const told = startOverlayProcess({ executable: EXECUTABLE, args: ['--version'] });
    expect(await told.ended).toMatchObject({ code: 0, stdout: `${version}\n` });
  });
});

describe('the packaged app', () => {
  it('connects and shows what its client says', async () => {
    const { client } = await startPackage();
    const see = async (phase: string, [red, green, blue]: readonly [number, number, number]) => {
      await until(`the colour of ${phase}`, async () => {
        const [id] = await windowsNamed('^Assistant status$');
        if (id === undefined) return false;
        const place = await onDesktop('xdotool', 'getwindowgeometry', '--shell', id);
        const [x = 0, y = 0, width = 0] = ['X', 'Y', 'WIDTH'].map((name) =>
          Number(new RegExp(`^${name}=(\\d+)`, 'm').exec(place)?.[1]),
        );
        // The pill is as wide as it has to be, so the orb may be anywhere in the row.
        const [row = []] = await pixelsIn({ x, y: y + ORB_ROW, width, height: 1 });
        return row.some((seen) => Math.hypot(seen.red - red, seen.green - green, seen.blue - blue) < 60);
      });
      await screenshot(join(PROJECT_ROOT, `out/screens/package-${phase}.png`));
    };
    client.update({ status: 'Listening...', is_listening: true, wake_word_detected: true });
    await see('listening', [0x4c, 0xaf, 0x50]);
    client.update({ status: 'myślę' });
    await see('thinking', [0xff, 0x98, 0x00]);
    client.update({ status: 'mówię', is_speaking: true, text: 'W Sosnowcu jest teraz 7 stopni i pada deszcz.' });
    await see('speaking', [0x21, 0x96, 0xf3]);
    client.update({ status: 'Error', is_speaking: false, is_listening: false, wake_word_detected: false });
    await see('error', [0xf4, 0x43, 0x36]);
  });

  it('opens its settings at a second start, which exits with 0', async () => {
    const { env } = await startPackage();
    const second = startOverlayProcess({ executable: EXECUTABLE, env });
    expect((await second.ended).code).toBe(0);
    await until('the settings', async () => (await windowsNamed('Settings$')).length === 1);
  });

  it('writes its login entry with its own path [SEC-LOGIN-ENTRY]', async () => {
    const { configFolder } = await startPackage();
    await pressTrayEntry(await trayIcon(), 'Start at login');
    const file = join(configFolder, 'autostart/pl.asystent.overlay.desktop');
    const entry = await until('the entry', () => textOf(file));
    expect(/^Exec=(.*)$/m.exec(entry)?.[1]?.replaceAll('"', '').split(' ')[0]).toBe(EXECUTABLE);
    expect(entry).not.toContain(join(FOLDER, 'resources'));
    execFileSync('desktop-file-validate', [file]);
  });

  it('is no Node, takes no options for one, and opens no door to debuggers [SEC-FUSE-RUN-AS-NODE] [SEC-FUSE-NODE-OPTIONS] [SEC-FUSE-INSPECT]', async () => {
    const folder = temporaryFolder();
    const mark = join(folder, 'mark');
    const script = join(folder, 'script.cjs');
    writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')`);
    const [inspector, debuggerPort] = [await freePort(), await freePort()];
    await startPackage({
      args: [`--inspect=127.0.0.1:${inspector}`, `--remote-debugging-port=${debuggerPort}`, '-r', script, script],
      env: { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require=${script}` },
    });
    expect(existsSync(mark)).toBe(false);
    expect([await answers(inspector), await answers(debuggerPort)]).toEqual([false, false]);
  });

  it('runs nothing but its archive [SEC-PACKAGE] [SEC-FUSE-ASAR-ONLY]', async () => {
    const folder = join(FOLDER, 'resources/app');
    const aside = join(FOLDER, 'resources/aside.asar');
    const mark = join(temporaryFolder(), 'mark');
    renameSync(ARCHIVE, aside);
    mkdirSync(folder);
    try {
      writeFileSync(join(folder, 'package.json'), '{"name":"other","main":"main.cjs"}');
      writeFileSync(join(folder, 'main.cjs'), `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')`);
      expect((await startOverlayProcess({ executable: EXECUTABLE }).ended).code).toBe(1);
      expect(existsSync(mark)).toBe(false);
    } finally {
      rmSync(folder, { recursive: true });
      renameSync(aside, ARCHIVE);
    }
  });
});
