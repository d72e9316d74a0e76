import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startInBackground } from './background-process.ts';
import { makeScratchFolder } from './scratch-folder.ts';
import { until } from './until.ts';

const run = promisify(execFile);

/**
 * Open an ordinary window with text, for pictures of the bubble in front of it.
 *
 * @param env the whole environment of a program on that desktop.
 * @param leftPx its left edge on the screen; its upper edge is at the top.
 * @returns a function that closes it.
 */
export async function openDocument(env: NodeJS.ProcessEnv, leftPx: number): Promise<() => Promise<void>> {
  const scratch = makeScratchFolder('document');
  const page = join(scratch.path, 'document.png');
  const font = ['-font', 'DejaVu-Sans', '-fill', '#333333', '-pointsize', '20', '-interline-spacing', '10'];
  await run('convert', ['-size', '820x560', 'xc:#fdfdfb', ...font, '-annotate', '+48+72', TEXT, page], { env });
  const window = startInBackground('display', ['-title', TITLE, '-geometry', `820x560+${leftPx}+8`, page], {
    env,
    logFile: join(scratch.path, 'document.log'),
  });
  await until('the window behind the bubble', async () => {
    window.assertRunning();
    // xwininfo fails if a window closes meanwhile.
    const { stdout } = await run('xwininfo', ['-root', '-tree'], { env }).catch(() => ({ stdout: '' }));
    return stdout.includes(TITLE);
  });
  return async () => {
    await window.stop();
    scratch.remove();
  };
}

const TITLE = 'Shopping list';
const TEXT = `Shopping list

bread, butter, a dozen eggs
tea, and lemons if they are good
batteries for the doorbell

Things to do on Saturday

call the plumber about the kitchen tap
return the library books
water the plants on the balcony`;
