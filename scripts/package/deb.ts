import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { APP_COMMENT } from '../../src-main/start/app-identity.ts';
import type { Identity } from './identity.ts';
import { appFolder, EXECUTABLE_MODE, endOverlays, type SystemFile } from './system-files.ts';

/**
 * The packages whose libraries the runtime is linked against or loads, in the names of Debian 13 and Ubuntu 24.04 first.
 * `npm run package:check` finds out whether one is missing.
 */
const DEPENDS = [
  'libasound2t64 | libasound2',
  'libatk-bridge2.0-0t64 | libatk-bridge2.0-0',
  'libatk1.0-0t64 | libatk1.0-0',
  'libatspi2.0-0t64 | libatspi2.0-0',
  'libc6 (>= 2.28)',
  'libcairo2',
  'libcups2t64 | libcups2',
  'libdbus-1-3',
  'libdrm2',
  'libexpat1',
  'libgbm1',
  'libglib2.0-0t64 | libglib2.0-0',
  'libgtk-3-0t64 | libgtk-3-0',
  'libnspr4',
  'libnss3',
  'libpango-1.0-0',
  'libx11-6',
  'libx11-xcb1',
  'libxcb1',
  'libxcomposite1',
  'libxdamage1',
  'libxext6',
  'libxfixes3',
  'libxkbcommon0',
  'libxrandr2',
];

/** The keychain for keys of paired assistants; X windows in a Wayland session. */
const RECOMMENDS = ['libsecret-1-0', 'xwayland'];

/** Debian's names of the processors, by the numbers in an ELF file (https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html). */
const ARCHITECTURES: ReadonlyMap<number, string> = new Map([
  [0x3e, 'amd64'],
  [0xb7, 'arm64'],
]);

const ELF_MACHINE_OFFSET = 18;

/** Return Debian's name of the processor that an executable is for. @throws for one of another kind. */
export function architectureOf(executable: Uint8Array): string {
  const machine = Buffer.from(executable).readUInt16LE(ELF_MACHINE_OFFSET);
  const name = ARCHITECTURES.get(machine);
  if (name === undefined) throw new Error(`The runtime is for a processor without packages (ELF machine ${machine}).`);
  return name;
}

/** Return the version as dpkg orders it: a test build, `0.2.0-test`, is older than its release. */
export function debianVersion(version: string): string {
  return version.replace('-', '~');
}

/** Return the name that Debian's tools expect of a package's file. */
export function debFileName({ name, version }: Pick<Identity, 'name' | 'version'>, architecture: string): string {
  return `${name}_${debianVersion(version)}_${architecture}.deb`;
}

/** The values in the control files of a package. */
export interface DebianContent {
  readonly identity: Identity;
  readonly architecture: string;
  readonly installedBytes: number;
  /** When the sources were last changed. */
  readonly changed: Date;
}

/** Return the files of a package that only Debian's have. Pure. */
export function debianFiles({ identity, changed }: DebianContent): readonly SystemFile[] {
  const { name, author, version } = identity;
  const entry = `${name} (${debianVersion(version)}) unstable; urgency=medium

  * The changes: CHANGELOG.md in the sources.

 -- ${author}  ${changed.toUTCString().replace('GMT', '+0000')}
`;
  return [
    { path: `usr/share/doc/${name}/changelog.gz`, content: gzipSync(entry, { level: 9 }) },
    { path: `usr/share/lintian/overrides/${name}`, content: lintianOverrides(identity) },
  ];
}

/** Return the control files, by their names in DEBIAN/. Pure. @param packed every file of the package, with its content. */
export function controlFiles(content: DebianContent): readonly SystemFile[] {
  const { identity, architecture, installedBytes } = content;
  const { name, author, homepage, title } = identity;
  const control = `Package: ${name}
Version: ${debianVersion(identity.version)}
Architecture: ${architecture}
Maintainer: ${author}
Installed-Size: ${Math.ceil(installedBytes / 1_024)}
Depends: ${DEPENDS.join(', ')}
Recommends: ${RECOMMENDS.join(', ')}
Section: utils
Priority: optional
Homepage: ${homepage}
Description: ${APP_COMMENT.en.charAt(0).toLowerCase()}${APP_COMMENT.en.slice(1)}
 ${title} is a small bubble on top of the desktop.
 It shows what a voice assistant on this computer or in the house is doing,
 and what it answers. Clicks pass through it, and it disappears when nothing
 is happening.
`;
  return [
    { path: 'control', content: control },
    { path: 'postinst', content: postinst(identity), mode: EXECUTABLE_MODE },
    { path: 'postrm', content: postrm(identity), mode: EXECUTABLE_MODE },
  ];
}

/** Return the checksums of a package's files, for DEBIAN/md5sums, which dpkg verifies an installation by. */
export function md5Line(path: string, content: Uint8Array): string {
  return `${createHash('md5').update(content).digest('hex')}  ${path}`;
}

/** An AppArmor of before 4.0 knows no such rule and needs none: a profile that it can't read would be an error at each boot. */
function postinst(identity: Identity): string {
  const { name } = identity;
  return `#!/bin/sh
set -e
profile=/${appFolder(identity)}/apparmor-profile
installed=/etc/apparmor.d/${name}
if [ "$1" = configure ] && command -v apparmor_parser >/dev/null; then
  if apparmor_parser --skip-kernel-load --skip-cache "$profile" >/dev/null 2>&1; then
    cp "$profile" "$installed" || true
    if aa-enabled --quiet 2>/dev/null; then
      apparmor_parser --replace "$installed" || echo "${name}: AppArmor did not take its profile." >&2
    fi
  fi
fi
`;
}

/** On an upgrade, a running overlay goes on as it is; the next start is the new one's. */
function postrm(identity: Identity): string {
  const installed = `/etc/apparmor.d/${identity.name}`;
  return `#!/bin/sh
set -e
if [ "$1" != remove ] && [ "$1" != purge ]; then exit 0; fi
${endOverlays(identity)}
if [ -e ${installed} ]; then
  apparmor_parser --remove ${installed} 2>/dev/null || :
  rm -f ${installed}
fi
`;
}

/** The exceptions for lintian, each with its reason. */
function lintianOverrides(identity: Identity): string {
  const { name } = identity;
  const folder = appFolder(identity);
  return `# Electron is Chromium, which brings its own versions of libraries along, and is stripped where it is built.
${name}: embedded-library
${name}: unstripped-binary-or-object
${name}: hardening-no-pie
${name}: shared-library-lacks-prerequisites
${name}: library-not-linked-against-libc
${name}: missing-dependency-on-libc
# Chromium's sandbox where the kernel allows no user namespaces. It drops its rights by itself.
${name}: elevated-privileges 4755 root/root [${folder}/chrome-sandbox]
# Not made for Debian's archive, and so without a report that it should be there.
${name}: initial-upload-closes-no-bugs
`;
}
