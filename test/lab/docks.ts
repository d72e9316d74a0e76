import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startInBackground } from './background-process.ts';
import { makeScratchFolder } from './scratch-folder.ts';
import { until } from './until.ts';

/** Pixels that panels take at the sides of the screen. */
export interface DockSizes {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * Open a panel at each side of a screen, and have the window manager keep their places free (_NET_WM_STRUT_PARTIAL,
 * https://specifications.freedesktop.org/wm-spec/latest/).
 * @param screen its size in pixels. @returns a function that closes them.
 */
export async function openDocks(
  env: NodeJS.ProcessEnv,
  screen: { readonly width: number; readonly height: number },
  { left, top, right, bottom }: DockSizes,
): Promise<() => Promise<void>> {
  const { width, height } = screen;
  const docks = [
    { place: [0, 0, left, height], strut: [left, 0, 0, 0, 0, height - 1, 0, 0, 0, 0, 0, 0] },
    { place: [width - right, 0, right, height], strut: [0, right, 0, 0, 0, 0, 0, height - 1, 0, 0, 0, 0] },
    { place: [0, 0, width, top], strut: [0, 0, top, 0, 0, 0, 0, 0, 0, width - 1, 0, 0] },
    { place: [0, height - bottom, width, bottom], strut: [0, 0, 0, bottom, 0, 0, 0, 0, 0, 0, 0, width - 1] },
  ];
  const scratch = makeScratchFolder('docks');
  const logFile = join(scratch.path, 'log');
  const script = join(import.meta.dirname, 'dock-windows.py');
  const places = docks.map(({ place }) => place.join(','));
  const program = startInBackground('/usr/bin/python3', [script, ...places], {
    env: { ...env, GDK_BACKEND: 'x11' },
    logFile,
  });
  const ids = () => readFileSync(logFile, 'utf8').match(/^\d+$/gm) ?? [];
  await until('the panels', () => {
    program.assertRunning();
    return ids().length === docks.length;
  });
  for (const [index, id] of ids().entries()) {
    const strut = docks[index]?.strut.join(',') ?? '';
    const property = ['-f', '_NET_WM_STRUT_PARTIAL', '32c', '-set', '_NET_WM_STRUT_PARTIAL', strut];
    await promisify(execFile)('xprop', ['-id', id, ...property], { env });
  }
  return async () => {
    await program.stop();
    scratch.remove();
  };
}
