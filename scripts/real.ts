// `npm run real`: installs an assistant that people run, starts it without audio, and follows a whole turn of it with the
// overlay. It checks the real thing, which the unit tests can only replay.

import { buildApp } from './build-app.ts';
import { runCommand } from './command.ts';
import { COMMANDS } from './commands.mjs';
import { endOnSignal } from './end-on-signal.ts';
import { prepare } from './prepare.ts';
import { UsageError } from './read-arguments.mjs';
import { playHomeAssistant } from './real/home-assistant.ts';
import { playHomeAssistantMqtt } from './real/home-assistant-mqtt.ts';

const NAMES = ['home-assistant', 'home-assistant-mqtt'] as const;

const finish = endOnSignal('The run was ended.');
await runCommand(COMMANDS.real, async ({ values, operands: [name] }) => {
  if (name === 'home-assistant-mqtt') return playHomeAssistantMqtt(values.python ?? null);
  if (name !== 'home-assistant') throw new UsageError(`${name ?? 'No assistant named'}: give ${NAMES.join(' or ')}`);
  const electron = values.serve ? null : await prepare({ virtualDesktop: true });
  if (electron !== null) await buildApp();
  await playHomeAssistant({ electron, python: values.python ?? null, record: values.record ?? null });
});
finish();
