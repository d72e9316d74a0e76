// `npm run demo [-- --language pl|en] [--secure] [--clients 2]`: the reference client, or several, and the overlay,
// playing a conversation. On the user's desktop where there is one; else on a virtual desktop, of which it saves a picture
// of every phase.

import { CLIENT_LANGUAGES } from '../src-preload/contract.ts';
import { buildApp } from './build-app.ts';
import { parseOptions, runCommand, UsageError } from './command.ts';
import { otherNames } from './demo-clients.ts';
import { playOnDesktop } from './demo-desktop.ts';
import { takePictures } from './demo-pictures.ts';
import { hasDisplay } from './display.ts';
import { prepare } from './prepare.ts';

const USAGE = 'npm run demo -- [--language pl|en] [--secure] [--clients <number>]';
const onDesktop = hasDisplay(process.platform, process.env);

const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => ending.abort());
await runCommand(async () => {
  const values = parseOptions(
    {
      language: { type: 'string', default: 'pl' },
      secure: { type: 'boolean', default: false },
      clients: { type: 'string', default: '1' },
    },
    USAGE,
  );
  const language = CLIENT_LANGUAGES.find((known) => known === values.language);
  if (language === undefined) {
    throw new UsageError(`--language ${values.language}: give one of ${CLIENT_LANGUAGES.join(', ')}`);
  }
  const others = otherNames(values.clients, language);
  const electron = await prepare({ virtualDesktop: !onDesktop });
  console.log('Building …');
  await buildApp();
  ending.signal.throwIfAborted();
  await (onDesktop ? playOnDesktop : takePictures)({
    electron,
    language,
    secure: values.secure,
    others,
    signal: ending.signal,
  });
});
// What was interrupted half-way may still be at work; there is nothing left to wait for.
process.exit();
