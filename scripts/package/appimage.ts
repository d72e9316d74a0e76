import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Replaces, in a test build, the program that mounts an AppImage, which is in no package registry. */
const NO_RUNTIME = Buffer.alloc(4_096);

/**
 * Let electron-builder make an AppImage with the tools of this system, without its release site. The file can be mounted behind
 * its first 4,096 bytes, but does not start by itself.
 *
 * @param folder an empty one, where they are laid out as electron-builder's own set is.
 * @throws if one is missing; the message says what to install.
 */
export function takeSystemTools(folder: string): void {
  for (const name of ['runtimes', 'lib/x64', 'lib/arm64']) mkdirSync(join(folder, name), { recursive: true });
  for (const name of ['x64', 'arm64']) writeFileSync(join(folder, 'runtimes', `runtime-${name}`), NO_RUNTIME);
  for (const name of ['mksquashfs', 'desktop-file-validate']) symlinkSync(onPath(name), join(folder, name));
  process.env['APPIMAGE_TOOLS_PATH'] = folder;
}

function onPath(name: string): string {
  const found = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(existsSync);
  if (found === undefined)
    throw new Error(`${name} is missing; on Debian: apt-get install squashfs-tools desktop-file-utils`);
  return found;
}
