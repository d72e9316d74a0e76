import { APP_COMMENT } from '../../src-main/start/app-identity.ts';
import type { Identity } from './identity.ts';
import { appFolder, endOverlays } from './system-files.ts';

/** The libraries that the runtime is linked against or loads, by their names in the linker: distributions' packages differ. */
const LIBRARIES = [
  'libX11-xcb.so.1',
  'libX11.so.6',
  'libXcomposite.so.1',
  'libXdamage.so.1',
  'libXext.so.6',
  'libXfixes.so.3',
  'libXrandr.so.2',
  'libasound.so.2',
  'libatk-1.0.so.0',
  'libatk-bridge-2.0.so.0',
  'libatspi.so.0',
  'libcairo.so.2',
  'libcups.so.2',
  'libdbus-1.so.3',
  'libdrm.so.2',
  'libexpat.so.1',
  'libgbm.so.1',
  'libglib-2.0.so.0',
  'libgtk-3.so.0',
  'libnspr4.so',
  'libnss3.so',
  'libpango-1.0.so.0',
  'libxcb.so.1',
  'libxkbcommon.so.0',
];

/** rpm's names of the processors, by Debian's. */
export const RPM_ARCHITECTURES: Readonly<Record<string, string>> = { amd64: 'x86_64', arm64: 'aarch64' };

/** Return the version as rpm orders it: a test build, `0.2.0-test`, is older than its release. */
export function rpmVersion(version: string): string {
  return version.replace('-', '~');
}

/**
 * Return the instructions for rpmbuild, which packs a folder as it is. Pure.
 *
 * @param tree the folder, which stands for the root of the system.
 */
export function rpmSpec(identity: Identity, tree: string): string {
  const { name, appId, version, homepage, title } = identity;
  const folder = `/${appFolder(identity)}`;
  return `Name: ${name}
Version: ${rpmVersion(version)}
Release: 1
Summary: ${APP_COMMENT.en}
License: MIT
URL: ${homepage}
# Chromium's own libraries are nobody else's, and what it needs is listed here.
AutoReqProv: no
${LIBRARIES.map((library) => `Requires: ${library}()(64bit)`).join('\n')}
Recommends: libsecret-1.so.0()(64bit)
Recommends: xorg-x11-server-Xwayland

%global debug_package %{nil}
%global __os_install_post %{nil}
%global _build_id_links none

%description
${title} is a small bubble on top of the desktop. It shows what a voice assistant on this computer or in the house is doing, and
what it answers. Clicks pass through it, and it disappears when nothing is happening.

%install
cp -a ${tree}/. %{buildroot}/

%files
%defattr(-,root,root,-)
${folder}
%attr(4755,root,root) ${folder}/chrome-sandbox
/usr/bin/${name}
/usr/share/applications/${name}.desktop
/usr/share/metainfo/${appId}.metainfo.xml
/usr/share/icons/hicolor/*/apps/${name}.*
/usr/share/man/man1/${name}.1*
%doc /usr/share/doc/${name}

%postun
if [ "$1" = 0 ]; then
${endOverlays(identity)}fi
`;
}
