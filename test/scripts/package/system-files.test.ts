import { describe, expect, it } from 'vitest';
import type { Identity } from '../../../scripts/package/identity.ts';
import { rpmSpec, rpmVersion } from '../../../scripts/package/rpm.ts';
import { systemFiles } from '../../../scripts/package/system-files.ts';
import { LANGUAGES } from '../../../src-shared/languages.ts';

const IDENTITY: Identity = {
  name: 'asystent-overlay',
  appId: 'pl.asystent.overlay',
  title: 'Asystent Overlay',
  version: '1.2.3',
  homepage: 'https://example.org',
  repository: 'https://example.org/a&b',
  author: 'Somebody <somebody@example.org>',
};
const FILES = systemFiles({
  identity: IDENTITY,
  releases: [{ version: '1.2.3', date: '2026-11-30' }],
  licence: 'MIT License\n\nCopyright (c) 2026 Somebody\n\nPermission is hereby granted to\n\nanyone.\n',
  licences: [{ name: 'react', version: '19.3.1', licence: 'MIT', text: 'The licence of React.' }],
  svg: '<svg/>',
  draw: (sizePx) => new Uint8Array(sizePx),
});
const text = (path: string) => String(FILES.find((file) => file.path === path)?.content);

describe('systemFiles', () => {
  it('has a command, a menu entry, icons, metainfo, a profile, licences and a manual page', () => {
    const folders = FILES.map(({ path }) => path.replace(/hicolor\/\d+x\d+/, 'hicolor/N'));
    expect([...new Set(folders)]).toEqual([
      'usr/bin/asystent-overlay',
      'usr/share/applications/asystent-overlay.desktop',
      'usr/share/metainfo/pl.asystent.overlay.metainfo.xml',
      'usr/share/icons/hicolor/scalable/apps/asystent-overlay.svg',
      'usr/share/icons/hicolor/N/apps/asystent-overlay.png',
      'usr/lib/asystent-overlay/apparmor-profile',
      'usr/share/doc/asystent-overlay/copyright',
      'usr/share/doc/asystent-overlay/bundled-licences.txt.gz',
      'usr/share/man/man1/asystent-overlay.1.gz',
    ]);
  });

  it('draws each icon in the size of its folder', () => {
    for (const { path, content } of FILES) {
      const size = /hicolor\/(\d+)x/.exec(path)?.[1];
      if (size !== undefined) expect(content.length).toBe(Number(size));
    }
  });

  it('starts under XWayland where there is an X server', () => {
    expect(text('usr/bin/asystent-overlay')).toContain('[ -z "$DISPLAY" ] || set -- --ozone-platform=x11 "$@"\n');
  });

  it('describes itself in every language', () => {
    const entry = text('usr/share/applications/asystent-overlay.desktop');
    const metainfo = text('usr/share/metainfo/pl.asystent.overlay.metainfo.xml');
    for (const language of LANGUAGES.filter((each) => each !== 'en')) {
      expect(entry).toContain(`Comment[${language}]=`);
      expect(metainfo).toContain(`<summary xml:lang="${language}">`);
    }
    expect(metainfo).toContain('https://example.org/a&amp;b/raw/v1.2.3/docs/screenshots/');
  });

  it('names the holders of its own licence, and what it bundles', () => {
    const copyright = text('usr/share/doc/asystent-overlay/copyright');
    expect(copyright).toContain('Copyright: 2026 Somebody\n');
    expect(copyright).toContain(' react 19.3.1 (MIT)\n');
    expect(copyright).toContain('License: Expat\n Permission is hereby granted to\n .\n anyone.\n');
  });
});

describe('rpmSpec', () => {
  it('packs a folder as it is', () => {
    const spec = rpmSpec(IDENTITY, '/tree');
    expect(spec).toContain('\ncp -a /tree/. %{buildroot}/\n');
    expect(spec).toContain('\nName: asystent-overlay\nVersion: 1.2.3\n'.slice(1));
  });

  it('orders a test build before its release', () => {
    expect(rpmVersion('1.2.3-test')).toBe('1.2.3~test');
  });
});
