import { execFile } from 'node:child_process';
import { chmodSync, cpSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Resvg } from '@resvg/resvg-js';
import { makeScratchFolder } from '../../test/lab/scratch-folder.ts';
import { PROJECT_ROOT } from '../project-root.ts';
import { releasesIn } from './changelog.ts';
import { architectureOf, controlFiles, debFileName, debianFiles, md5Line } from './deb.ts';
import type { Identity } from './identity.ts';
import { runtimeLicences } from './licences.ts';
import { filesOf } from './package-sizes.ts';
import { RPM_ARCHITECTURES, rpmSpec, rpmVersion } from './rpm.ts';
import { appFolder, EXECUTABLE_MODE, type SystemFile, systemFiles } from './system-files.ts';

/** The kinds of package that are made here, beside the unpacked folder. */
export const LINUX_KINDS = ['deb', 'rpm', 'tar'] as const;

export type LinuxKind = (typeof LINUX_KINDS)[number];

/** The system runs it with the rights of root: it makes the sandbox where the kernel allows no user namespaces. */
const SANDBOX_HELPER = 'chrome-sandbox';
const SETUID_MODE = 0o4755;
const FOLDER_MODE = 0o755;
const FILE_MODE = 0o644;

/** The parts of a package. */
export interface LinuxPackage {
  readonly identity: Identity;
  /** The unpacked app. */
  readonly unpacked: string;
  /** Where the package goes. */
  readonly output: string;
  /** When the sources were last changed: the time of every file, so that the same sources give the same package. */
  readonly changed: Date;
  /** Whether it may take minutes to get small. */
  readonly isSmall: boolean;
}

/**
 * Make a package of the unpacked app.
 *
 * @returns its path.
 * @throws if the program is missing that makes such packages; the message names it.
 */
export async function makeLinuxPackage(kind: LinuxKind, source: LinuxPackage): Promise<string> {
  const scratch = makeScratchFolder(kind);
  try {
    return await MAKERS[kind](source, scratch.path);
  } finally {
    scratch.remove();
  }
}

const MAKERS: Readonly<Record<LinuxKind, (source: LinuxPackage, scratch: string) => Promise<string>>> = {
  async deb(source, scratch) {
    const { identity, output, changed, isSmall } = source;
    const tree = join(scratch, 'tree');
    const architecture = layOut(source, tree);
    const content = { identity, architecture, changed, installedBytes: bytesIn(tree) };
    for (const file of debianFiles(content)) write(tree, file);
    const sums = filesOf(tree).map(({ path }) => md5Line(path, readFileSync(join(tree, path))));
    const control = [...controlFiles(content), { path: 'md5sums', content: `${sums.sort().join('\n')}\n` }];
    for (const file of control) write(join(tree, 'DEBIAN'), file);
    const file = join(output, debFileName(identity, architecture));
    const compression = isSmall ? ['-Zxz'] : ['-Zgzip', '-z1'];
    await run('dpkg-deb', ['--root-owner-group', ...compression, '--build', tree, file], changed);
    return file;
  },
  async rpm(source, scratch) {
    const { identity, output, changed, isSmall } = source;
    const tree = join(scratch, 'tree');
    const architecture = RPM_ARCHITECTURES[layOut(source, tree)] ?? '';
    const spec = join(scratch, `${identity.name}.spec`);
    writeFileSync(spec, rpmSpec(identity, tree));
    const folders = ['--define', `_topdir ${scratch}`, '--define', `_rpmdir ${scratch}`];
    const compression = ['--define', `_binary_payload ${isSmall ? 'w9.xzdio' : 'w1.gzdio'}`];
    await run('rpmbuild', [...folders, ...compression, '--target', architecture, '-bb', spec], changed);
    const name = `${identity.name}-${rpmVersion(identity.version)}-1.${architecture}.rpm`;
    const file = join(output, name);
    cpSync(join(scratch, architecture, name), file);
    return file;
  },
  async tar({ identity, unpacked, output, changed, isSmall }, scratch) {
    const architecture = architectureOf(readFileSync(join(unpacked, identity.name)));
    const folder = `${identity.name}-${identity.version}-linux-${architecture}`;
    cpSync(unpacked, join(scratch, folder), { recursive: true, verbatimSymlinks: true });
    setModes(join(scratch, folder));
    const file = join(output, `${folder}.tar.gz`);
    const same = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', `--mtime=@${seconds(changed)}`];
    await run(
      'tar',
      ['-C', scratch, ...same, `--use-compress-program=gzip -n${isSmall ? 9 : 1}`, '-cf', file, folder],
      changed,
    );
    return file;
  },
};

/** Lay out the files of an installed package. @returns Debian's name of the processor. */
function layOut(source: LinuxPackage, tree: string): string {
  const { identity, unpacked } = source;
  const app = join(tree, appFolder(identity));
  mkdirSync(dirname(app), { recursive: true });
  cpSync(unpacked, app, { recursive: true, verbatimSymlinks: true });
  setModes(app);
  chmodSync(join(app, SANDBOX_HELPER), SETUID_MODE);
  const svg = readFileSync(join(PROJECT_ROOT, 'assets/icon.svg'), 'utf8');
  const files = systemFiles({
    identity,
    releases: releasesIn(readFileSync(join(PROJECT_ROOT, 'CHANGELOG.md'), 'utf8')),
    licence: readFileSync(join(PROJECT_ROOT, 'LICENSE'), 'utf8'),
    licences: runtimeLicences(PROJECT_ROOT),
    svg,
    draw: (sizePx) => new Resvg(svg, { fitTo: { mode: 'width', value: sizePx } }).render().asPng(),
  });
  for (const file of files) write(tree, file);
  return architectureOf(readFileSync(join(app, identity.name)));
}

/** The modes in the folder of a runtime are those of whoever unpacked it. */
function setModes(folder: string): void {
  chmodSync(folder, FOLDER_MODE);
  for (const { path } of filesOf(folder)) {
    const file = join(folder, path);
    if (lstatSync(file).isSymbolicLink()) continue;
    const isProgram = (lstatSync(file).mode & 0o111) !== 0 && !/\.(so|pak|dat|bin|html|txt|json)(\.\d+)*$/.test(path);
    chmodSync(file, isProgram ? EXECUTABLE_MODE : FILE_MODE);
    chmodSync(dirname(file), FOLDER_MODE);
  }
}

function write(tree: string, { path, content, mode = FILE_MODE }: SystemFile): void {
  const file = join(tree, path);
  mkdirSync(dirname(file), { recursive: true, mode: FOLDER_MODE });
  writeFileSync(file, content);
  chmodSync(file, mode);
}

function bytesIn(folder: string): number {
  return filesOf(folder).reduce((sum, { bytes }) => sum + bytes, 0);
}

const seconds = (time: Date) => Math.floor(time.getTime() / 1_000);

async function run(program: string, args: readonly string[], changed: Date): Promise<void> {
  // Both dpkg-deb and rpmbuild give it to every file that is newer (https://reproducible-builds.org/docs/source-date-epoch/).
  const env = { ...process.env, SOURCE_DATE_EPOCH: String(seconds(changed)) };
  try {
    await promisify(execFile)(program, args, { env, maxBuffer: 16_000_000 });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new Error(`${program} is missing; on Debian: apt-get install ${program === 'rpmbuild' ? 'rpm' : 'dpkg'}`);
    }
    throw error;
  }
}
