/** A browser as everybody has one: Chromium with its default settings, in a process of its own. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type Page } from 'playwright';
import { inject } from 'vitest';
import { copyRuntime } from '../../scripts/package/package-parts.ts';
import { overlayArguments } from '../lab/overlay-process.ts';
import { makeScratchFolder } from '../lab/scratch-folder.ts';
import { desktopEnv } from './desktop.ts';

export interface Browser {
  readonly page: Page;
  /** From now on the browser takes every certificate, as its user may tell it to. */
  trust(): Promise<void>;
  close(): Promise<void>;
}

const MAIN = `
  const { app, BrowserWindow } = require('electron');
  app.whenReady().then(() => new BrowserWindow({ show: false }).loadURL(process.env.TEST_PAGE));`;

/** Opens a page in a browser. The test runtime's own app is this project, so the browser gets a copy of the runtime. */
export async function openBrowser(address: string): Promise<Browser> {
  const scratch = makeScratchFolder('browser');
  const runtime = join(scratch.path, 'runtime');
  copyRuntime(inject('harness').electron, runtime);
  mkdirSync(join(runtime, 'resources/app'));
  writeFileSync(join(runtime, 'resources/app/package.json'), '{"name":"browser","main":"main.cjs"}');
  writeFileSync(join(runtime, 'resources/app/main.cjs'), MAIN);
  const env = desktopEnv();
  const browser = await _electron.launch({
    executablePath: join(runtime, 'electron'),
    args: [...overlayArguments(env, process.getuid?.()), `--user-data-dir=${join(scratch.path, 'profile')}`],
    env: { ...env, TEST_PAGE: address },
  });
  const page = await browser.firstWindow();
  await page.waitForLoadState();
  return {
    page,
    trust: () =>
      browser.evaluate(({ session }) => session.defaultSession.setCertificateVerifyProc((_, take) => take(0))),
    async close() {
      await browser.close();
      scratch.remove();
    },
  };
}
