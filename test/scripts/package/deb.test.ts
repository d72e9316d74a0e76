import { describe, expect, it } from 'vitest';
import { architectureOf, controlFiles, debianFiles, debianVersion } from '../../../scripts/package/deb.ts';
import type { Identity } from '../../../scripts/package/identity.ts';

const IDENTITY: Identity = {
  name: 'asystent-overlay',
  appId: 'pl.asystent.overlay',
  title: 'Asystent Overlay',
  version: '1.2.3-test',
  homepage: 'https://example.org',
  repository: 'https://example.org/overlay',
  author: 'Somebody <somebody@example.org>',
};
const CONTENT = { identity: IDENTITY, architecture: 'arm64', installedBytes: 1_025, changed: new Date(0) };

const elfFor = (machine: number) => {
  const header = new Uint8Array(64);
  header.set([0x7f, 0x45, 0x4c, 0x46]);
  header[18] = machine;
  return header;
};

describe('architectureOf', () => {
  it.each([
    [0x3e, 'amd64'],
    [0xb7, 'arm64'],
  ])('knows the processor %i as %s', (machine, name) => {
    expect(architectureOf(elfFor(machine))).toBe(name);
  });

  it('refuses others', () => {
    expect(() => architectureOf(elfFor(3))).toThrow('machine 3');
  });
});

it('orders a test build before its release', () => {
  expect(debianVersion('1.2.3-test')).toBe('1.2.3~test');
  expect(debianVersion('1.2.3')).toBe('1.2.3');
});

describe('controlFiles', () => {
  const control = String(controlFiles(CONTENT).find(({ path }) => path === 'control')?.content);

  it('names package, version, processor and size in KiB', () => {
    for (const line of [
      'Package: asystent-overlay',
      'Version: 1.2.3~test',
      'Architecture: arm64',
      'Installed-Size: 2',
    ]) {
      expect(control.split('\n')).toContain(line);
    }
  });

  it('keeps the description within 80 columns, as dpkg asks', () => {
    const description = control.slice(control.indexOf('Description:')).split('\n');
    expect(description.filter((line) => line.length > 80)).toEqual([]);
  });

  it('lets no failure of a script stop an installation', () => {
    for (const name of ['postinst', 'postrm']) {
      const script = controlFiles(CONTENT).find(({ path }) => path === name);
      expect(script?.mode).toBe(0o755);
      expect(String(script?.content)).toMatch(/^#!\/bin\/sh\nset -e\n/);
    }
  });
});

it('has a changelog with the date of the sources', () => {
  const paths = debianFiles(CONTENT).map(({ path }) => path);
  expect(paths).toEqual([
    'usr/share/doc/asystent-overlay/changelog.gz',
    'usr/share/lintian/overrides/asystent-overlay',
  ]);
});
