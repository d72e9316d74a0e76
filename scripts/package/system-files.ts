import { gzipSync } from 'node:zlib';
import { APP_COMMENT, translatedComments } from '../../src-main/start/app-identity.ts';
import { LEAN_SWITCH, X11_SWITCH } from '../../src-main/start/launch-switches.ts';
import type { Licence } from '../../src-renderer/settings/licence.ts';
import { metainfo } from './appstream.ts';
import type { Release } from './changelog.ts';
import type { Identity } from './identity.ts';

/** A file of an installed package. */
export interface SystemFile {
  /** From the root of the system, without the first slash. */
  readonly path: string;
  readonly content: string | Uint8Array;
  /** Default 0o644. */
  readonly mode?: number;
}

/** The files of an installed package beside the app itself. */
export interface SystemContent {
  readonly identity: Identity;
  readonly releases: readonly Release[];
  /** The text of the project's own licence. */
  readonly licence: string;
  /** The licences of the bundled parts. */
  readonly licences: readonly Licence[];
  /** The drawing of the icon. */
  readonly svg: string;
  /** Draws the icon. @returns a PNG. */
  readonly draw: (sizePx: number) => Uint8Array;
}

export const EXECUTABLE_MODE = 0o755;

const BUNDLED_LICENCES = 'bundled-licences.txt.gz';

/** Desktops look for these sizes (Icon Theme Specification 0.13; panels and menus use 16 to 48). */
const ICON_SIZES_PX = [16, 22, 24, 32, 48, 64, 96, 128, 256, 512];

/** Return the folder of the app in an installed package, without the first slash. Not /opt, which Debian's policy reserves. */
export function appFolder({ name }: Identity): string {
  return `usr/lib/${name}`;
}

/** Return all files of an installed package but the app's own folder. Pure. */
export function systemFiles(content: SystemContent): readonly SystemFile[] {
  const { identity, releases, svg, draw } = content;
  const { name, appId } = identity;
  const icons = `usr/share/icons/hicolor`;
  return [
    { path: `usr/bin/${name}`, content: launcher(identity), mode: EXECUTABLE_MODE },
    { path: `usr/share/applications/${name}.desktop`, content: desktopEntry(identity) },
    { path: `usr/share/metainfo/${appId}.metainfo.xml`, content: metainfo(identity, releases) },
    { path: `${icons}/scalable/apps/${name}.svg`, content: svg },
    ...ICON_SIZES_PX.map((size) => ({ path: `${icons}/${size}x${size}/apps/${name}.png`, content: draw(size) })),
    { path: `${appFolder(identity)}/apparmor-profile`, content: apparmorProfile(identity) },
    { path: `usr/share/doc/${name}/copyright`, content: copyright(content) },
    { path: `usr/share/doc/${name}/${BUNDLED_LICENCES}`, content: gzipSync(bundledLicences(content), { level: 9 }) },
    { path: `usr/share/man/man1/${name}.1.gz`, content: gzipSync(manual(identity), { level: 9 }) },
  ];
}

/** Return the command on the path. */
export function launcher(identity: Identity): string {
  return `#!/bin/sh
# Wayland lets no window place itself or stay on top; XWayland does.
[ -z "$DISPLAY" ] || set -- ${X11_SWITCH} "$@"
exec /${appFolder(identity)}/${identity.name} ${LEAN_SWITCH} "$@"
`;
}

/** Return the menu entry, as the Desktop Entry Specification 1.5 says. */
export function desktopEntry({ name, title }: Identity): string {
  return `${[
    '[Desktop Entry]',
    'Type=Application',
    `Name=${title}`,
    `Comment=${APP_COMMENT.en}`,
    ...Object.entries(translatedComments()).map(([key, text]) => `${key}=${text}`),
    `TryExec=${name}`,
    `Exec=${name}`,
    `Icon=${name}`,
    'Terminal=false',
    'StartupNotify=false',
    `StartupWMClass=${name}`,
    'Categories=Utility;',
  ].join('\n')}\n`;
}

/**
 * Return the profile that Ubuntu 23.10 and newer need: they let only programs with one create the user namespaces that
 * Chromium's sandbox is made of (https://discourse.ubuntu.com/t/spec-unprivileged-user-namespace-restrictions-via-apparmor-in-ubuntu-23-10/37626).
 */
export function apparmorProfile(identity: Identity): string {
  const { name } = identity;
  return `# Lets ${name} create user namespaces, and restricts nothing. Changes of your own go into local/${name}.
abi <abi/4.0>,
include <tunables/global>

profile ${name} /${appFolder(identity)}/${name} flags=(unconfined) {
  userns,
  include if exists <local/${name}>
}
`;
}

/**
 * Return the part of a maintainer script that asks every overlay of the removed package to quit, but not its helper
 * processes, which end with it.
 */
export function endOverlays(identity: Identity): string {
  const executable = `/${appFolder(identity)}/${identity.name}`;
  return `for link in /proc/[0-9]*/exe; do
  process=\${link%/exe}
  case "$(readlink "$link" 2>/dev/null)" in
    ${executable} | "${executable} (deleted)")
      grep -q -a -e --type= "$process/cmdline" 2>/dev/null || kill "\${process#/proc/}" 2>/dev/null || :
      ;;
  esac
done
`;
}

/** Return the file that says under which licences the parts are (Debian's machine-readable format 1.0). */
function copyright({ identity, licence, licences }: SystemContent): string {
  const [, holders = ''] = /^Copyright \(c\) (.*)$/m.exec(licence) ?? [];
  const terms = licence.slice(licence.indexOf('Permission is hereby granted')).trim();
  const indented = terms.split('\n').map((line) => ` ${line || '.'}`);
  const bundled = licences.map(({ name, version, licence: id }) => ` ${name} ${version} (${id})`);
  return `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: ${identity.title}
Source: ${identity.repository}

Files: *
Copyright: ${holders}
License: Expat
Comment: The overlay bundles these packages, whose licences are in ${BUNDLED_LICENCES}:
${bundled.join('\n')}

Files: ${appFolder(identity)}/*
Copyright: OpenJS Foundation, Electron contributors, The Chromium Authors
License: Expat-Electron
 LICENSE.electron.txt in that folder has Electron's licence, and LICENSES.chromium.html those of Chromium's parts.

License: Expat
${indented.join('\n')}
`;
}

function bundledLicences({ licences }: SystemContent): string {
  return licences.map(({ name, version, text }) => `${name} ${version}\n\n${text}\n`).join('\n\n');
}

/** Return the manual page, which lintian asks for, in roff. */
function manual({ name, title, version }: Identity): string {
  return `.TH "${name.toUpperCase()}" 1 "" "${title} ${version}"
.SH NAME
${name.replaceAll('-', '\\-')} \\- ${APP_COMMENT.en.charAt(0).toLowerCase()}${APP_COMMENT.en.slice(1)}
.SH SYNOPSIS
.B ${name.replaceAll('-', '\\-')}
[\\fIVERB\\fR] [\\fIOPTION\\fR...]
.SH DESCRIPTION
Without a verb, it starts the overlay, or opens the settings of the one that runs. With a verb, it asks the running overlay, and
exits.
.SH OPTIONS
.TP
.B \\-\\-help
lists the options and the verbs.
.TP
.B \\-\\-version
prints the version.
.SH FILES
.TP
.I ~/.config/${name}
settings, keys and logs.
.TP
.I ~/.config/autostart
has the entry that starts it at login, if you switched that on.
`;
}
