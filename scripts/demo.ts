// `npm run demo`: one or more reference clients play a conversation to the overlay, on the user's desktop if there is one,
// and otherwise on a virtual desktop, with a saved picture of every phase.

import { CLIENT_LANGUAGES } from '../src-shared/languages.ts';
import { buildApp } from './build-app.ts';
import { oneOf, runCommand } from './command.ts';
import { COMMANDS } from './commands.mjs';
import { otherNames } from './demo/demo-clients.ts';
import { playOnDesktop } from './demo/demo-desktop.ts';
import { takePictures } from './demo/demo-pictures.ts';
import { hasDisplay } from './display.ts';
import { endOnSignal } from './end-on-signal.ts';
import { prepare } from './prepare.ts';
import { UsageError } from './read-arguments.mjs';

const onDesktop = hasDisplay(process.platform, process.env);

// It is the usual way to end it, and no failure.
const finish = endOnSignal('The demo was ended.', 0);
await runCommand(COMMANDS.demo, async ({ values }) => {
  const language = oneOf('language', values.language, CLIENT_LANGUAGES);
  const { secure, mqtt } = values;
  if (secure && mqtt) throw new UsageError('--secure and --mqtt: the clients listen, or publish');
  const others = otherNames(mqtt && values.clients === '1' ? '2' : values.clients, language);
  const electron = await prepare({ virtualDesktop: !onDesktop });
  console.log('Building …');
  await buildApp();
  await (onDesktop ? playOnDesktop : takePictures)({ electron, language, secure, mqtt, others });
});
// Leftovers of a failure may still be running; nothing is left to wait for.
finish();
