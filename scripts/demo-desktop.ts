import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { conversation } from '../src-main/reference-client/conversation.ts';
import { playConversation } from '../src-main/reference-client/player.ts';
import { createReferenceClient } from '../src-main/reference-client/reference-client.ts';
import { systemClock } from '../src-main/system/clock.ts';
import { freePort } from './free-port.ts';
import { cleanEnvironment, overlayEnvironment } from './overlay-driver.ts';
import { overlayArguments } from './overlay-process.ts';
import { makeScratchFolder } from './scratch-folder.ts';

export interface DemoOptions {
  /** The Electron executable. */
  readonly electron: string;
  readonly language: 'pl' | 'en';
  /** Ends the demo early. */
  readonly signal: AbortSignal;
}

/** The ports of a client; a real one may hold them. */
const USUAL_WS_PORT = 6001;
const USUAL_HTTP_PORT = 5001;

/** Plays the conversation on the user's own desktop, until its end, Ctrl-C, or the overlay's quit. */
export async function playOnDesktop({ electron, language, signal }: DemoOptions): Promise<void> {
  const ports = { wsPorts: [await freePort(USUAL_WS_PORT)], httpPorts: [await freePort(USUAL_HTTP_PORT)] };
  const profile = makeScratchFolder('profile');
  const env = { ...cleanEnvironment(), ...overlayEnvironment({ ...ports, language, profile: profile.path }) };
  const client = createReferenceClient({ ...ports, log: (line) => console.log(`client: ${line}`) });
  await client.start();
  const overlay = spawn(electron, overlayArguments(env, process.getuid?.()), { env, stdio: 'inherit' });
  const quit = once(overlay, 'exit');
  const conversationEnds = new Promise<void>((resolve) => {
    const stopPlaying = playConversation({
      client,
      scenes: conversation(language),
      clock: systemClock,
      loop: false,
      onEnd: resolve,
    });
    void quit.finally(stopPlaying);
    signal.addEventListener('abort', () => {
      stopPlaying();
      resolve();
    });
  });
  console.log('The conversation lasts about a minute. Ctrl-C ends it.');
  try {
    await Promise.race([conversationEnds, quit]);
  } finally {
    overlay.kill();
    await quit;
    await client.stop();
    profile.remove();
  }
}
