// `npm run check-client`: the package's check of a client, and for assistants of other kinds an overlay's view of them.

import { readOwnTexts } from '../src-main/runtime/texts.ts';
import { checkAssistant } from './check-assistant/check-assistant.ts';
import { runCommand } from './command.ts';
import { COMMANDS } from './commands.mjs';
import { endOnSignal } from './end-on-signal.ts';
import { PROJECT_ROOT } from './project-root.ts';
import { UsageError } from './read-arguments.mjs';

const EXIT_NOT_FOUND = 1;
const DEFAULT_S = 20;
const MAX_S = 86_400;

const isOtherKind = process.argv.slice(2).some((argument) => /^(ovos|lva|hass|mqtts?)(\+\w+)?:/i.test(argument));

if (isOtherKind) {
  readOwnTexts(PROJECT_ROOT);
  const finish = endOnSignal('The check was ended.');
  await runCommand(COMMANDS['check-client'], async ({ values, operands: [address = ''] }) => {
    const surplus = (['http', 'pairing'] as const).find((name) => values[name] !== undefined);
    if (surplus !== undefined) throw new UsageError(`--${surplus} is for clients of the overlay’s own protocol`);
    const isFound = await checkAssistant({
      address,
      forMs: secondsIn(values.for) * 1_000,
      withCommands: values.commands === true,
      asJson: values.json === true,
      token: process.env['ASYSTENT_HASS_TOKEN'] ?? null,
      print: (line) => console.log(line),
    });
    if (!isFound) process.exitCode = EXIT_NOT_FOUND;
  });
  finish();
} else {
  await import('../packages/check-client/src/main.ts');
}

function secondsIn(text: string | undefined): number {
  const seconds = text === undefined ? DEFAULT_S : Number(text);
  if (Number.isFinite(seconds) && seconds > 0 && seconds <= MAX_S) return seconds;
  throw new UsageError(`--for ${text}: give a number of seconds, up to ${MAX_S}`);
}
