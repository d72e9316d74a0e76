#!/usr/bin/env node
// The reference client as a program: it plays a conversation.
import { type Arguments, parseArguments, UsageError } from './arguments.ts';
import { systemClock } from './clock.ts';
import { conversation } from './conversation.ts';
import { AddressError, PortsTakenError } from './listen.ts';
import { playConversation } from './player.ts';
import { createReferenceClient } from './reference-client.ts';
import { openSecureState } from './secure-state.ts';
import { usage } from './usage.mjs';

const NAME = 'Reference client';
const EXIT_FAILED = 1;
const EXIT_USAGE = 2;
/** The sources run in the repository only; the package holds compiled files. */
const USAGE = usage(
  import.meta.filename.endsWith('.ts') ? 'npm run reference-client --' : 'npx @asystent-overlay/client',
);

async function run({ wsPorts, httpPorts, language, protocol, secure, mqtt, once }: Arguments): Promise<void> {
  const log = (message: string) => console.log(message);
  const state = secure === null ? null : await openSecureState({ ...secure, name: NAME });
  const client = createReferenceClient({
    ...{ wsPorts, httpPorts, protocol, language, log },
    ...(mqtt !== null && { mqtt, listens: false }),
    ...(secure !== null && state !== null ? { host: secure.host, tls: state.tls, keys: [state.key] } : {}),
  });
  const { wsPort, httpPort } = await client.start();
  if (mqtt !== null) {
    log(`publishing as ${mqtt.url}`);
  } else if (secure === null || state === null) {
    log(`listening ws://127.0.0.1:${wsPort} http://127.0.0.1:${httpPort}`);
  } else {
    log(`listening wss://${secure.host}:${wsPort} https://${secure.host}:${httpPort}`);
    log(`pairing file: ${state.writePairing({ wsPort, httpPort })}`);
  }

  const stopPlaying = playConversation({
    client,
    scenes: conversation(language, protocol),
    clock: systemClock,
    loop: !once,
    onEnd: () => stop(),
  });
  const stop = () => {
    stopPlaying();
    // The process ends by itself once nothing listens.
    void client.stop();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

try {
  const args = parseArguments(process.argv.slice(2), process.env);
  if (args.help) console.log(USAGE);
  else await run(args);
} catch (error) {
  const remedy = remedyFor(error);
  if (!(error instanceof Error) || remedy === null) throw error;
  console.error(`${error.message}\n${remedy}`);
  process.exitCode = error instanceof UsageError ? EXIT_USAGE : EXIT_FAILED;
}

/** Return advice for the user; null if the error is not theirs. */
function remedyFor(error: unknown): string | null {
  if (error instanceof UsageError) return `\n${USAGE}`;
  if (error instanceof PortsTakenError) return 'End what uses them, or give others with --ws-ports and --http-ports.';
  if (error instanceof AddressError)
    return 'Give one with --host: 127.0.0.1, 0.0.0.0 for all, or one that this machine has.';
  if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return 'npm install mqtt';
  // Only errors about the files of --state-folder have a path.
  if (error instanceof Error && 'path' in error) return 'Give a folder that can be written to with --state-folder.';
  return null;
}
