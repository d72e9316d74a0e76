// `npm run dev`: the overlay on the user's desktop, rebuilt and updated with every change of a source. The reference client
// plays its conversation, or with --client the user's own client runs. CONTRIBUTING.md says how to debug it.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { conversation } from '../../packages/client/src/conversation.ts';
import { playConversation } from '../../packages/client/src/player.ts';
import { createReferenceClient } from '../../packages/client/src/reference-client.ts';
import { systemClock } from '../../src-main/runtime/clock.ts';
import { CLIENT_LANGUAGES, type ClientLanguage, LANGUAGES, PSEUDO_LANGUAGE } from '../../src-shared/languages.ts';
import { freePort } from '../../test/lab/free-port.ts';
import { cleanEnvironment, overlayArguments, overlayEnvironment } from '../../test/lab/overlay-process.ts';
import { oneOf, tellFailure } from '../command.ts';
import { COMMANDS } from '../commands.mjs';
import { demoPorts } from '../demo/demo-desktop.ts';
import { requireDisplay } from '../display.ts';
import { prepare } from '../prepare.ts';
import { PROJECT_ROOT } from '../project-root.ts';
import { readArguments } from '../read-arguments.mjs';
import { createRenewedOverlay } from './renewed-overlay.ts';
import { watchBuilds } from './watch-builds.ts';

/** The default ports of debuggers: `chrome://inspect` for pages, editors for Node. */
const USUAL_PAGES_PORT = 9222;
const USUAL_INSPECT_PORT = 9229;

/** Keeps settings and log between runs, separate from those of the user's own overlay. */
const PROFILE = join(PROJECT_ROOT, 'out', 'dev-profile');

const say = (line: string) => console.log(line);
/** Clean-ups; the last one runs first. */
const endings: (() => Promise<void> | void)[] = [];
let isEnding = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));
try {
  await run();
} catch (error) {
  await end(tellFailure(error, COMMANDS.dev));
}

async function run(): Promise<void> {
  const { values } = readArguments(COMMANDS.dev, process.argv.slice(2));
  const language =
    values.language === undefined ? null : oneOf('language', values.language, [...LANGUAGES, PSEUDO_LANGUAGE]);
  requireDisplay(process.platform, process.env);
  const electron = await prepare({ virtualDesktop: false });
  const ports = values.client
    ? { wsPorts: [], httpPorts: [] }
    : await playClient(language === null ? 'pl' : (CLIENT_LANGUAGES.find((known) => known === language) ?? 'en'));
  const env = { ...cleanEnvironment(), ...overlayEnvironment({ ...ports, language, profile: PROFILE }) };
  const pagesPort = await freePort(USUAL_PAGES_PORT);
  const args = [`--remote-debugging-port=${pagesPort}`, '--enable-logging=stderr'];
  say(`Pages: to debug them, add 127.0.0.1:${pagesPort} to the targets in chrome://inspect.`);
  if (values.inspect || values['inspect-brk']) {
    const inspectPort = await freePort(USUAL_INSPECT_PORT);
    args.push(`--inspect${values['inspect-brk'] ? '-brk' : ''}=${inspectPort}`);
    say(`Main: attach your editor, or chrome://inspect, to 127.0.0.1:${inspectPort}.`);
  }
  say(`Log: ${join(PROFILE, 'logs', 'overlay.log')}`);
  const command = { electron, args: [...args, ...overlayArguments(env, process.getuid?.())], env, pagesPort };
  const overlay = createRenewedOverlay(command, say, () => {
    // Ctrl-C reaches the overlay too.
    if (!isEnding) say('The overlay was quit, or another one is already running with this profile.');
    void end(0);
  });
  endings.push(overlay.stop);
  watchTypes();
  endings.push(await watchBuilds(overlay.renew));
  say('Building, and watching the sources. Ctrl-C quits.');
}

/** Start a client that plays the conversation in a loop. @returns its ports. */
async function playClient(language: ClientLanguage) {
  const ports = await demoPorts();
  const client = createReferenceClient({ ...ports, protocol: 2, language });
  await client.start();
  endings.push(client.stop);
  endings.push(playConversation({ client, scenes: conversation(language, 2), clock: systemClock, loop: true }));
  return ports;
}

/** Run the compiler in watch mode, with its errors in the terminal. */
function watchTypes(): void {
  const compiler = spawn(
    process.execPath,
    [join('node_modules', 'typescript', 'bin', 'tsc'), '--watch', '--preserveWatchOutput'],
    { cwd: PROJECT_ROOT, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  endings.push(() => void compiler.kill());
}

async function end(code: number): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  for (const ending of endings.toReversed()) {
    // The others must run even if one fails.
    await Promise.resolve()
      .then(ending)
      .catch((error) => console.error(error instanceof Error ? error.message : error));
  }
  process.exit(code);
}
