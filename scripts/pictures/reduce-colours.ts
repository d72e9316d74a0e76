import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Give a picture of a page a palette. A page has few colours, so the file shrinks to less than half. */
export async function reduceColours(picture: string): Promise<void> {
  await promisify(execFile)('convert', [picture, '-strip', '+dither', '-colors', '128', `png8:${picture}`]);
}
