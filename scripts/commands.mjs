// Our own commands of package.json, and their usage. Plain data, which run.cjs reads before any package is installed:
// `--help` installs nothing.

import * as check from '../packages/check-client/src/usage.mjs';
import * as client from '../packages/client/src/usage.mjs';

/**
 * @typedef {object} Command
 * @property {string} file The script that runs it.
 * @property {readonly string[]} [args] The script's arguments before those of the user.
 * @property {NodeJS.ProcessEnv} [env] The script's environment, besides the user's.
 * @property {string} [first] A script that has to succeed before.
 * @property {string} usage The text for --help, which names all of the options below.
 * @property {NonNullable<import('node:util').ParseArgsConfig['options']>} [options] All except --help.
 * @property {number} [operands] How many arguments besides options it takes at most. Default none.
 * @property {boolean} [passesOn] Whether arguments after `--` are for the program that it starts.
 * @property {boolean} [passesAll] Whether the script reads all that begins with a word by itself.
 * @property {boolean} [needsNoPackages]
 */

const HELP = '-h, --help';

export const COMMANDS = {
  demo: {
    file: 'scripts/demo.ts',
    usage: `Usage: npm run demo -- [options]

Shows the overlay with a scripted conversation of about a minute: on your desktop, or without a display on a virtual
one, where it saves a picture of each phase in out/demo/.

  --language pl|en  language of the overlay and the conversation, default pl
  --secure          the client asks for a key, over TLS
  --clients <1-4>   how many clients speak in turn, default 1
  --mqtt            two clients or more publish to a broker: mosquitto, or aedes where that is not installed
  ${HELP}        prints this text`,
    options: /** @type {const} */ ({
      language: { type: 'string', default: 'pl' },
      secure: { type: 'boolean', default: false },
      clients: { type: 'string', default: '1' },
      mqtt: { type: 'boolean', default: false },
    }),
  },
  test: {
    file: 'scripts/test.ts',
    usage: `Usage: npm test -- [unit|e2e] [<part of a file name> ...]

Runs the tests and ends with the line "N passed, N failed". Without arguments it runs all of them; with them, the unit
tests or the end-to-end tests (Linux only), or the files of test/ whose names contain what is given.

  ${HELP}  prints this text`,
    operands: Number.POSITIVE_INFINITY,
  },
  faults: {
    file: 'scripts/test.ts',
    args: ['faults'],
    env: { FAULTS: 'long' },
    usage: `Usage: npm run faults

Runs the fault tests at full length, which takes about 40 minutes.

  ${HELP}  prints this text`,
  },
  bench: {
    file: 'bench/main.ts',
    usage: `Usage: npm run bench -- [options] [<part> ...]

Measures what the overlay costs, on a virtual desktop. A full run writes its parts of docs/benchmarks.md.
Parts: idle active unseen dom pixels mqtt motion flood memory changes start restart package transports broker
broker-storm; all by default. Only if named: broker-cluster, which has cargo build a node first, for many minutes.

  --quick     shorter and less exact, and writes no document
  --json      prints one JSON object to the standard output, and nothing else
  ${HELP}  prints this text`,
    options: /** @type {const} */ ({
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    }),
    operands: Number.POSITIVE_INFINITY,
  },
  desktops: {
    file: 'scripts/desktops.ts',
    usage: `Usage: npm run desktops -- [options] [<desktop> ...]

Tries the built overlay on desktops without a screen, X11 and Wayland: clicks, focus, full-screen windows, workspaces
and more. It writes docs/desktops.md when every desktop has been tried with all rows, now or before; otherwise it prints
the same. Linux only; takes about a minute for a desktop, and installs those that are missing (as root, with apt).
Desktops: openbox xfwm4 metacity marco kwin_x11 mutter i3 icewm sway kwin_wayland gnome; all of them by default.
Only if named: sway-newer kwin_wayland-newer gnome-newer, with the XWayland of a later Debian (65 MB, fetched as root).

  --row <name>  tries this row only; may be repeated (a wrong name lists them)
  ${HELP}    prints this text`,
    options: /** @type {const} */ ({ row: { type: 'string', multiple: true } }),
    operands: Number.POSITIVE_INFINITY,
  },
  soak: {
    file: 'scripts/soak.ts',
    usage: `Usage: npm run soak -- [<minutes> | options]

Injects random faults into the built app on a virtual desktop, for 5 minutes or the given number, and checks that the
overlay recovers from each. SOAK_SEED=<number> repeats a run.

  --turns <number>       takes so many ordinary turns instead, without faults, and reports how the memory develops.
                         In two hours (7000 turns) or more, it must rise by less than 1 MB an hour. Ctrl-C ends the
                         turns, and the report follows.
  --per-second <number>  how many turns a second, default 1
  --follow <minutes>     floods the overlay with states now and then, while other programs follow it over its socket and
                         ask with every verb, and reports the same. Ctrl-C ends the floods, and the report follows.
  ${HELP}             prints this text`,
    options: /** @type {const} */ ({
      turns: { type: 'string' },
      'per-second': { type: 'string', default: '1' },
      follow: { type: 'string' },
    }),
    operands: 1,
  },
  real: {
    file: 'scripts/real.ts',
    usage: `Usage: npm run real -- [options] home-assistant|home-assistant-mqtt

home-assistant installs a real Home Assistant from PyPI, starts it without audio on this computer, and follows whole
turns of its satellite with the built overlay on a virtual desktop, with pictures in out/real/. home-assistant-mqtt lets
it find a client behind a mosquitto, and tries each control. Linux only. The first run takes some minutes and 1 GB of
disk (in .real/, which may be deleted), every other about a minute. Needs Python 3.13.

  --python <path>  the Python to install it with, default one from the path
  --record <file>  writes the frames that the overlay's adapter exchanges into a file, without secrets
  --serve          only runs it, with a question every 20 s, and prints how to follow it
  ${HELP}       prints this text`,
    options: /** @type {const} */ ({
      python: { type: 'string' },
      record: { type: 'string' },
      serve: { type: 'boolean', default: false },
    }),
    operands: 1,
  },
  dev: {
    file: 'scripts/dev/main.ts',
    usage: `Usage: npm run dev -- [options]

Runs the overlay on your desktop with a scripted client, and applies every change to the sources.

  --client           uses your own client on the default ports instead
  --language <code>  language of the overlay, and of the conversation if the client has it, default the system's
  --inspect          lets a debugger attach to the main process
  --inspect-brk      the same, and waits for it
  ${HELP}         prints this text`,
    options: /** @type {const} */ ({
      client: { type: 'boolean', default: false },
      language: { type: 'string' },
      inspect: { type: 'boolean', default: false },
      'inspect-brk': { type: 'boolean', default: false },
    }),
  },
  start: {
    file: 'scripts/start.ts',
    usage: `Usage: npm start -- [options] [-- <switches of Electron> ...]

Builds the overlay and runs it with your assistant's client, until it is quit. ASYSTENT_LANG=en makes it English;
docs/using.md lists the other variables.

  --profile <name>      runs another overlay, with its own settings
  --disable-gpu         draws without the graphics card
  --ozone-platform=x11  runs under XWayland in a Wayland session (done by itself where XWayland is there)
  ${HELP}            prints this text`,
    options: /** @type {const} */ ({
      profile: { type: 'string' },
      'disable-gpu': { type: 'boolean' },
      'ozone-platform': { type: 'string' },
    }),
    passesOn: true,
  },
  'reference-client': {
    file: 'packages/client/src/main.ts',
    usage: client.usage('npm run reference-client --'),
    options: client.OPTIONS,
  },
  'check-client': {
    file: 'scripts/check-client.ts',
    usage: `${check.usage('npm run check-client --')}

Of an assistant of another kind, it prints what an overlay would see:

  ovos://127.0.0.1:8181/core      OVOS, by its message bus
  lva://127.0.0.1:6055            Linux Voice Assistant, by its Peripheral API
  hass://127.0.0.1:8123/assist_satellite.kitchen
                                  a satellite of Home Assistant; ASYSTENT_HASS_TOKEN has the token
  mqtt://127.0.0.1:1883/asystent/kitchen
                                  an assistant that publishes to an MQTT broker
  --for <seconds>                 how long to follow it, default 20
  --commands, --json              as above`,
    options: { ...check.OPTIONS, for: /** @type {const} */ ({ type: 'string' }) },
    operands: 1,
  },
  ctl: {
    file: 'scripts/ctl.ts',
    usage: `Usage: npm run --silent ctl -- VERB ...

Asks the overlay that runs, as \`asystent-overlay VERB\` does; ASYSTENT_PROFILE_DIR names the folder of another profile.
\`npm run --silent ctl\` lists the verbs, and VERB --help tells more.

  ${HELP}  prints this text`,
    operands: Number.POSITIVE_INFINITY,
    passesAll: true,
  },
  build: {
    file: 'node_modules/vite/bin/vite.js',
    args: ['build', '--app'],
    usage: `Usage: npm run build

Builds main, preload and pages into out/.

  ${HELP}  prints this text`,
  },
  check: {
    first: 'node_modules/typescript/bin/tsc',
    file: 'node_modules/@biomejs/biome/bin/biome',
    args: ['ci'],
    usage: `Usage: npm run check

Checks types, formatting and lint, and changes nothing.

  ${HELP}  prints this text`,
  },
  format: {
    file: 'node_modules/@biomejs/biome/bin/biome',
    args: ['check', '--write'],
    usage: `Usage: npm run format -- [<file or folder> ...]

Formats files in place and applies the linter's safe fixes. Without arguments, it does the whole project.

  ${HELP}  prints this text`,
    operands: Number.POSITIVE_INFINITY,
  },
  package: {
    file: 'scripts/package.ts',
    usage: `Usage: npm run package -- [options] [<kind> ...]

Builds the overlay and packs it, with an official Electron runtime, into a folder below release/, and into the packages
that are named: deb, rpm, tar and appimage on Linux, nsis on Windows, dmg and zip on macOS.

  --test      a test build in out/package/, which may contain any Electron runtime and says so (Linux only)
  --older     a test build of version 0.0.1, to try an upgrade from
  ${HELP}  prints this text`,
    options: /** @type {const} */ ({
      test: { type: 'boolean', default: false },
      older: { type: 'boolean', default: false },
    }),
    operands: Number.POSITIVE_INFINITY,
  },
  release: {
    file: 'scripts/release.ts',
    usage: `Usage: npm run release -- <tag> <folder>

Writes what a release has beside the packages in the folder: SHA256SUMS, the list of components (CycloneDX), the notes
of the changelog, and update.json, which overlays read that look for updates. Refuses a tag that is not the version,
and a package.json that does not say who makes it.

  ${HELP}  prints this text`,
    operands: 2,
  },
  packaging: {
    file: 'scripts/packaging.ts',
    usage: `Usage: npm run packaging -- <folder>

Writes the files for winget, Homebrew, the AUR and Nix into out/packaging/, from the templates in packaging/ and the
SHA256SUMS of a release in the folder. Refuses a package.json that does not say who makes it.

  ${HELP}  prints this text`,
    operands: 1,
  },
  'package:check': {
    file: 'scripts/test.ts',
    args: ['install'],
    usage: `Usage: npm run package:check

Makes the Linux packages as test builds, checks them, and installs, starts, upgrades, removes and purges the deb in a
bare Debian, which debootstrap fetches once into .real/ (200 MB). Takes about five minutes. Linux only, as root on
Debian or a derivative.

  ${HELP}  prints this text`,
  },
  setup: {
    file: 'scripts/setup.ts',
    usage: `Usage: npm run setup

Installs what building, testing and the demo need: packages, an Electron runtime and, as root on Debian and its
derivatives, system packages with apt. The commands that need them do the same by themselves.

  ${HELP}  prints this text`,
  },
  pictures: {
    file: 'scripts/pictures.ts',
    usage: `Usage: npm run pictures

Regenerates the pictures in docs/screenshots/, on a virtual desktop. Takes a few minutes.

  ${HELP}  prints this text`,
  },
  icons: {
    file: 'scripts/render-icons.ts',
    usage: `Usage: npm run icons

Renders the icons of the app and the tray in assets/ from their drawings.

  ${HELP}  prints this text`,
  },
  'electron-path': {
    file: 'scripts/electron-path.mjs',
    usage: `Usage: npm run --silent electron-path

Prints the path of the Electron executable that the other commands use, and fetches one if there is none.

  ${HELP}  prints this text`,
    needsNoPackages: true,
  },
};
