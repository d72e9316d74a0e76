import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { conversation } from '../../packages/client/src/conversation.ts';
import { playConversation } from '../../packages/client/src/player.ts';
import { createReferenceClient, type ReferenceClient } from '../../packages/client/src/reference-client.ts';
import { systemClock } from '../../src-main/runtime/clock.ts';
import { freePort } from '../../test/lab/free-port.ts';
import { cleanEnvironment, overlayArguments, overlayEnvironment } from '../../test/lab/overlay-process.ts';
import { makePairedClients } from '../../test/lab/paired-clients.ts';
import { makeScratchFolder } from '../../test/lab/scratch-folder.ts';
import { until } from '../../test/lab/until.ts';
import { makeSecureDemo } from './secure-demo.ts';

export interface DemoOptions {
  /** The Electron executable. */
  readonly electron: string;
  readonly language: 'pl' | 'en';
  /** Whether the client asks for a key, over TLS. */
  readonly secure: boolean;
  /** The names of further clients, which the overlay is paired with. */
  readonly others: readonly string[];
}

/** The ports of a client; a real one may hold them. */
export const USUAL_WS_PORT = 6001;
export const USUAL_HTTP_PORT = 5001;

const START_TIMEOUT_MS = 30_000;

/** Play the conversation on the user's desktop, until its end or until the overlay quits. */
export async function playOnDesktop({ electron, language, secure, others }: DemoOptions): Promise<void> {
  const ports = { wsPorts: [await freePort(USUAL_WS_PORT)], httpPorts: [await freePort(USUAL_HTTP_PORT)] };
  const profile = makeScratchFolder('profile');
  const demo = secure ? await makeSecureDemo(profile.path, ports) : null;
  const env = {
    ...cleanEnvironment(),
    ...overlayEnvironment({ ...ports, language, profile: profile.path }),
    ...demo?.env,
  };
  const first = createReferenceClient({
    ...ports,
    ...demo?.client,
    protocol: 2,
    language,
    log: (line) => console.log(`client: ${line}`),
  });
  const clients = [first, ...(await makePairedClients(profile.path, others)).map(({ client }) => client)];
  for (const client of clients) await client.start();
  // Chromium complains about the desktop; the overlay's own messages are in its log.
  const overlay = spawn(electron, overlayArguments(env, process.getuid?.()), { env, stdio: 'ignore' });
  const quit = once(overlay, 'exit').then(([code, signal]) => {
    if (code !== 0)
      throw new Error(
        `The overlay ended with ${signal ?? `exit code ${code}`}. npm start shows what Chromium says about it.`,
      );
  });
  try {
    await Promise.race([play(clients, language), quit]);
  } finally {
    overlay.kill();
    await quit.catch(() => {});
    for (const client of clients) await client.stop();
    profile.remove();
  }
}

/** Play the conversation to the overlay once it is connected, each scene in the next client. */
async function play(clients: readonly ReferenceClient[], language: 'pl' | 'en'): Promise<void> {
  await until('the overlay at its clients', () => clients.every((client) => client.overlays() > 0), START_TIMEOUT_MS);
  console.log('The conversation lasts about a minute. Ctrl-C ends it.');
  for (const client of clients) client.update({ monitoring: true });
  for (const scenes of clients.length === 1
    ? [conversation(language, 2)]
    : conversation(language, 2).map((scene) => [scene])) {
    const [client, ...others] = clients;
    if (client === undefined) return;
    await new Promise<void>((resolve) => {
      playConversation({ client, scenes, clock: systemClock, loop: false, onEnd: resolve });
    });
    clients = [...others, client];
  }
}
