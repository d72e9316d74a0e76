/**
 * The XWayland of the Debian release after this one, in a folder of its own with the libraries that it needs. Nothing is
 * installed.
 */

import { execFile } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { PROJECT_ROOT } from '../project-root.ts';

/** The first release whose XWayland (24.1) tells the compositor which parts of a window take the pointer. */
const RELEASE = 'trixie';
const KEYS = '/usr/share/keyrings/debian-archive-keyring.gpg';

const FOLDER = join(PROJECT_ROOT, 'out', 'xwayland');
/** The program, once it has been fetched. */
export const NEWER_XWAYLAND = join(FOLDER, 'Xwayland');

const run = promisify(execFile);

/**
 * Fetch the program, unless it is there: 65 MB.
 * @throws when apt does not have it: on another system than Debian, or without a network.
 */
export async function fetchNewerXwayland(): Promise<void> {
  if (existsSync(NEWER_XWAYLAND)) return;
  rmSync(FOLDER, { recursive: true, force: true });
  const [root, debs] = [join(FOLDER, 'root'), join(FOLDER, 'archives')];
  for (const folder of [root, join(FOLDER, 'lists', 'partial'), join(debs, 'partial')])
    mkdirSync(folder, { recursive: true });
  writeFileSync(join(FOLDER, 'sources.list'), `deb [signed-by=${KEYS}] ${await mirror()} ${RELEASE} main\n`);
  // As if nothing were installed, so that it gets every library.
  writeFileSync(join(FOLDER, 'status'), '');
  const options = {
    'Dir::Etc::sourcelist': join(FOLDER, 'sources.list'),
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::State::status': join(FOLDER, 'status'),
    'Dir::State::lists': join(FOLDER, 'lists'),
    'Dir::Cache::archives': debs,
    'Dir::Cache::pkgcache': '',
    'Dir::Cache::srcpkgcache': '',
  };
  const apt = (...args: readonly string[]) =>
    run('apt-get', [...Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]), ...args]);
  await apt('update');
  await apt('install', '--yes', '--download-only', '--no-install-recommends', 'xwayland');
  for (const deb of readdirSync(debs).filter((name) => name.endsWith('.deb')))
    await run('dpkg', ['-x', join(debs, deb), root]);
  rmSync(debs, { recursive: true });
  const [linker] = globSync('usr/lib/*/ld-linux*.so*', { cwd: root });
  if (linker === undefined) throw new Error('XWayland came without a linker');
  // Its libraries need the linker that they were made with.
  const command = [join(root, linker), '--library-path', join(root, dirname(linker)), join(root, 'usr/bin/Xwayland')];
  writeFileSync(NEWER_XWAYLAND, `#!/bin/sh\nexec ${command.map((word) => `'${word}'`).join(' ')} "$@"\n`, {
    mode: 0o755,
  });
}

/** Return the mirror that this system takes its packages from. */
async function mirror(): Promise<string> {
  const format = '$(LABEL) $(COMPONENT) $(REPO_URI)';
  const { stdout } = await run('apt-get', ['indextargets', '--format', format, 'Identifier: Packages']);
  const [, address] = /^Debian main (\S+)$/m.exec(stdout) ?? [];
  if (address === undefined)
    throw new Error('a newer XWayland comes from Debian only, and needs `apt-get update` first');
  return address;
}

/** Return the version of the program, such as 24.1.6. */
export async function newerXwaylandVersion(): Promise<string> {
  const { stderr, stdout } = await run(NEWER_XWAYLAND, ['-version']);
  return /Version (\d+(?:\.\d+)*)/.exec(stderr + stdout)?.[1] ?? 'unknown';
}
