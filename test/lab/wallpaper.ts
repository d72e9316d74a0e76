import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeScratchFolder } from './scratch-folder.ts';

/** `plain`: a gradient of two colours. `busy`: like a photo of leaves in the sun, with dark and bright spots everywhere. */
export type Wallpaper = 'plain' | 'busy' | 'black' | 'white';

const run = promisify(execFile);

/**
 * Set the wallpaper of a virtual desktop, where its compositor finds it.
 * @param env the whole environment of a program that runs there.
 */
export async function showWallpaper(wallpaper: Wallpaper, env: NodeJS.ProcessEnv): Promise<void> {
  const set = (...args: readonly string[]) => run('hsetroot', args, { env });
  if (wallpaper === 'plain') {
    await set('-add', '#35506e', '-add', '#8a9a94', '-gradient', '180');
  } else if (wallpaper === 'busy') {
    const scratch = makeScratchFolder('wallpaper');
    const file = join(scratch.path, 'leaves.png');
    await run('convert', [...LEAVES, file]);
    await set('-fill', file);
    scratch.remove();
  } else {
    await set('-solid', wallpaper === 'black' ? '#000000' : '#ffffff');
  }
}

/** Return the arguments for noise of one grain, always the same, in the size of the wallpaper. */
function noise(size: string, seed: number, blurPx: number): readonly string[] {
  const grain = ['-colorspace', 'gray', '-virtual-pixel', 'tile', '-blur', `0x${blurPx}`, '-normalize'];
  return ['(', '-size', size, 'xc:', '-seed', String(seed), '+noise', 'Random', ...grain, '-resize', '1280x800!', ')'];
}

/** ImageMagick's arguments: coarse, middle and fine noise, mapped to colours from shade to sunlight. */
const LEAVES: readonly string[] = [
  ...[...noise('160x100', 3, 3), ...noise('320x200', 4, 2), ...noise('640x400', 5, 2)],
  ...['-evaluate-sequence', 'mean', '-normalize', '-sigmoidal-contrast', '5x55%'],
  ...['(', '-size', '1x64', 'gradient:#0c1a16-#1d4a34', 'gradient:#1d4a34-#6f9a3c'],
  ...['gradient:#6f9a3c-#e3b950', 'gradient:#e3b950-#fbf6e4', '-append', ')', '-clut'],
];
