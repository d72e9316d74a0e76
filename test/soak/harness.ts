import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { freeClientPorts } from '../lab/free-port.ts';
import { driveOverlay, type RunningOverlay } from '../lab/overlay-driver.ts';
import { shownPage } from '../lab/overlay-parts.ts';
import { until } from '../lab/until.ts';
import { startVirtualDesktop } from '../lab/virtual-desktop.ts';
import { type Follower, startFollower } from './follower.ts';
import { startSoakClient } from './start-client.ts';

/** The longest recovery: from a page that hangs and a half-open socket at once. */
const RECOVERY_LIMIT_MS = 30_000;

/** An overlay on a virtual desktop, and its client. */
export interface SoakHarness {
  readonly overlay: RunningOverlay;
  /** The client listens on one port of each. */
  readonly wsPorts: readonly number[];
  readonly httpPorts: readonly number[];
  client(): ChildProcess;
  killClient(): Promise<void>;
  /** @param port the index of its ports. */
  startClient(port: 0 | 1): Promise<void>;
  /** A program that follows the overlay, from its start to its end. */
  readonly follower: Follower;
  /** Let the client speak a new answer, and wait for it on the screen and at the follower. @returns the time in milliseconds. */
  showAnswer(): Promise<number>;
  stop(): Promise<void>;
}

/** Start the desktop, the client and the overlay. */
export async function createSoakHarness(electron: string): Promise<SoakHarness> {
  const { wsPorts, httpPorts } = await freeClientPorts(2);
  const desktop = await startVirtualDesktop({ width: 1280, height: 800 });
  const listenOn = (port: 0 | 1) => startSoakClient(wsPorts[port] ?? 0, httpPorts[port] ?? 0);
  let client = await listenOn(0);
  const env = desktop.env;
  const overlay = await driveOverlay({ electron, env, wsPorts, httpPorts, language: 'en' });
  const follower = startFollower(overlay.profile, 'json');
  let answers = 0;

  const killClient = async () => {
    if (client.exitCode !== null || client.signalCode !== null) return;
    const ended = once(client, 'exit');
    client.kill('SIGKILL');
    await ended;
  };
  const say = (status: object) => client.stdin?.write(`${JSON.stringify(status)}\n`);

  return {
    overlay,
    follower,
    wsPorts,
    httpPorts,
    client: () => client,
    killClient,
    async startClient(port) {
      client = await listenOn(port);
    },
    async showAnswer() {
      answers += 1;
      const answer = `Answer number ${answers}.`;
      const askedMs = performance.now();
      // Only an answer that begins within a turn is shown. Repeat it, because the client may have sent it while it was away.
      await until(
        `"${answer}" on the screen`,
        async () => {
          say({ status: 'myślę', wake_word_detected: true, is_speaking: false, monitoring: true, text: '' });
          say({ status: 'mówię', is_speaking: true, text: answer });
          const shown = await shownPage(overlay, 'bubble');
          return shown?.text.includes(answer) && (await shownPage(overlay, 'controls')) !== null;
        },
        RECOVERY_LIMIT_MS,
      );
      const tookMs = performance.now() - askedMs;
      await until(`"${answer}" at the follower`, () => follower.last().includes(answer), RECOVERY_LIMIT_MS);
      say({ status: 'Ready', is_speaking: false, wake_word_detected: false });
      return tookMs;
    },
    async stop() {
      await overlay.close();
      await killClient();
      await desktop.stop();
    },
  };
}
