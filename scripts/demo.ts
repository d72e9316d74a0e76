// `npm run demo [-- --language pl|en] [--secure] [--clients 2]`: the reference client, or several, and the overlay,
// playing a conversation. On the user's desktop where there is one; else on a virtual desktop, of which it saves a picture
// of every phase.

import { parseArgs } from 'node:util';
import { buildApp } from './build-app.ts';
import { otherNames } from './demo-clients.ts';
import { playOnDesktop } from './demo-desktop.ts';
import { takePictures } from './demo-pictures.ts';
import { hasDisplay } from './display.ts';
import { prepare } from './prepare.ts';

const { values } = parseArgs({
  options: {
    language: { type: 'string', default: 'pl' },
    secure: { type: 'boolean', default: false },
    clients: { type: 'string', default: '1' },
  },
});
const language = values.language === 'en' ? 'en' : 'pl';
const onDesktop = hasDisplay(process.platform, process.env);

const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => ending.abort());
try {
  const electron = await prepare({ virtualDesktop: !onDesktop });
  console.log('Building …');
  await buildApp();
  ending.signal.throwIfAborted();
  await (onDesktop ? playOnDesktop : takePictures)({
    electron,
    language,
    secure: values.secure,
    others: otherNames(values.clients, language),
    signal: ending.signal,
  });
} catch (error) {
  console.error(`The demo failed: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
// What was interrupted half-way may still be at work; there is nothing left to wait for.
process.exit();
