import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { conversation } from '../../packages/client/src/conversation.ts';
import { playConversation } from '../../packages/client/src/player.ts';
import type { ReferenceClient } from '../../packages/client/src/reference-client.ts';
import { systemClock } from '../../src-main/runtime/clock.ts';
import type { ClientLanguage } from '../../src-shared/languages.ts';
import { freePort } from '../../test/lab/free-port.ts';
import { cleanEnvironment, overlayArguments, overlayEnvironment } from '../../test/lab/overlay-process.ts';
import { until } from '../../test/lab/until.ts';
import { withEndings } from '../with-endings.ts';
import { type DemoClients, type DemoOptions, makeDemoClients } from './demo-clients.ts';

/** Return the usual ports of a client, or others where a real one holds them. */
export async function demoPorts() {
  return { wsPorts: [await freePort(6001)], httpPorts: [await freePort(5001)] };
}

const START_TIMEOUT_MS = 30_000;

/** Play the conversation on the user's desktop, until its end or until the overlay quits. */
export async function playOnDesktop(options: DemoOptions): Promise<void> {
  const { electron, language } = options;
  await withEndings(async (atEnd) => {
    const ports = await demoPorts();
    const demo = await makeDemoClients(atEnd, options, ports, (line) => console.log(`client: ${line}`));
    const env = {
      ...cleanEnvironment(),
      ...overlayEnvironment({ ...ports, language, profile: demo.profile }),
      ...demo.env,
    };
    const clients = [demo.first, ...demo.paired.map(({ client }) => client)];
    for (const client of clients) {
      atEnd(client.stop);
      await client.start();
    }
    // Chromium complains about the desktop; the overlay's own messages are in its log.
    const overlay = spawn(electron, overlayArguments(env, process.getuid?.()), { env, stdio: 'ignore' });
    const quit = once(overlay, 'exit').then(([code, signal]) => {
      if (code === 0) return;
      const how = signal ?? `exit code ${code}`;
      throw new Error(`The overlay ended with ${how}. npm start shows what Chromium says about it.`);
    });
    atEnd(() => {
      overlay.kill();
      return quit.catch(() => {});
    });
    await Promise.race([play(clients, demo.sees, language), quit]);
  });
}

/** Play the conversation to the overlay once it is connected, each scene in the next client. */
async function play(
  clients: readonly ReferenceClient[],
  sees: DemoClients['sees'],
  language: ClientLanguage,
): Promise<void> {
  await until('the overlay at its clients', () => clients.every(sees), START_TIMEOUT_MS);
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
