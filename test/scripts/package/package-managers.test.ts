// The files for other package managers. None of them has met the real services; their contents are checked here.

import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { load } from 'js-yaml';
import { describe, expect, it, type TestContext } from 'vitest';
import config from '../../../electron.config.ts';
import type { Identity } from '../../../scripts/package/identity.ts';
import {
  fill,
  managerFiles,
  PRODUCT_CODE,
  placeholders,
  readChecksums,
  releasePackages,
} from '../../../scripts/package/package-managers.ts';
import { checksumLine } from '../../../scripts/package/release-files.ts';
import { PROJECT_ROOT } from '../../../scripts/project-root.ts';

const IDENTITY: Identity = {
  name: 'asystent-overlay',
  appId: 'pl.asystent.overlay',
  title: 'Asystent Overlay',
  version: '1.2.3',
  homepage: 'https://overlay.example.org',
  repository: 'https://forge.example.org/somebody/asystent-overlay',
  author: 'Somebody O’Body <somebody@example.org>',
};
const SUMS = readChecksums(
  Object.values(releasePackages(IDENTITY))
    .map((name) => checksumLine(name, Buffer.from(name)))
    .join('\n'),
);
const DATE = '2027-01-31';

const WINGET = 'winget/somebody.AsystentOverlay';
const values = placeholders(IDENTITY, SUMS, DATE);
const written = new Map(
  managerFiles(IDENTITY).map(({ template, path }) => [
    path,
    fill(readFileSync(join(PROJECT_ROOT, 'packaging', template), 'utf8'), values),
  ]),
);

const of = (path: string) => written.get(path) ?? '';

/** Skips a test whose program is missing, with the Debian package that has it. */
function need({ skip }: TestContext, program: string, debianPackage: string): void {
  const { error } = spawnSync(program, ['--version']);
  if (error !== undefined) skip(`${program} is not installed; on Debian: apt-get install ${debianPackage}`);
}

describe('placeholders', () => {
  it('refuses what is no release', () => {
    expect(() => placeholders({ ...IDENTITY, version: '1.2.3-test' }, SUMS, DATE)).toThrow('1.2.3-test is none');
  });

  it('refuses a release without one of the packages', () => {
    const without = new Map([...SUMS].filter(([name]) => !name.endsWith('.dmg')));
    expect(() => placeholders(IDENTITY, without, DATE)).toThrow('SHA256SUMS has no asystent-overlay-1.2.3-arm64.dmg');
  });

  it.each(['"; system("id")', '$(id)', '#{id}', 'a\nb'])('refuses %j as a part of the author', (author) => {
    expect(() => placeholders({ ...IDENTITY, author }, SUMS, DATE)).toThrow('escaped');
  });

  it('refuses a template with another placeholder', () => {
    expect(() => fill('@stranger@', new Map())).toThrow('@stranger@');
  });
});

it('names the packages as they are made', () => {
  const fields: Readonly<Record<string, string>> = { version: IDENTITY.version, arch: 'arm64' };
  const made = (pattern: string | null | undefined, ext: string) =>
    pattern?.replace(/\$\{(\w+)\}/g, (_, field: string) => ({ ...fields, ext })[field] ?? '');
  const { windows, mac } = releasePackages(IDENTITY);
  expect(windows).toBe(made(config.nsis?.artifactName, 'exe'));
  expect(mac).toBe(made(config.mac?.artifactName, 'dmg'));
});

it('knows the key by which Windows lists the program', () => {
  // UUID version 5 (RFC 9562, 5.5) of the app's id, in electron-builder's name space (NsisTarget.js).
  const space = Buffer.from('50e065bc313411e69bab38c9862bdaf3', 'hex');
  const hash = createHash('sha1').update(space).update(IDENTITY.appId).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  expect(hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')).toBe(PRODUCT_CODE);
});

describe('winget', () => {
  const ID = '^[^.\\s\\\\/:*?"<>|\\x01-\\x1f]{1,32}(\\.[^.\\s\\\\/:*?"<>|\\x01-\\x1f]{1,32}){1,7}$';
  const url = { type: 'string', pattern: '^https://.+$', maxLength: 2048 };
  const common = {
    PackageIdentifier: { type: 'string', pattern: ID, maxLength: 128 },
    PackageVersion: { type: 'string', pattern: '^[^\\\\/:*?"<>|\\x01-\\x1f]+$', maxLength: 128 },
    ManifestVersion: { const: '1.10.0' },
  };
  const strict = (properties: Record<string, unknown>) => ({
    type: 'object',
    properties: { ...common, ...properties },
    required: [...Object.keys(common), ...Object.keys(properties)],
    additionalProperties: false,
  });
  // As in the schemas of https://github.com/microsoft/winget-cli/tree/master/schemas/JSON/manifests/v1.10.0.
  it.each([
    ['.yaml', strict({ DefaultLocale: { const: 'en-US' }, ManifestType: { const: 'version' } })],
    [
      '.installer.yaml',
      strict({
        Platform: { type: 'array', items: { enum: ['Windows.Desktop', 'Windows.Universal'] }, maxItems: 2 },
        MinimumOSVersion: { type: 'string', pattern: '^\\d{1,5}(\\.\\d{1,5}){0,3}$' },
        InstallerType: { enum: ['msix', 'msi', 'exe', 'zip', 'inno', 'nullsoft', 'wix', 'burn', 'portable'] },
        Scope: { enum: ['user', 'machine'] },
        InstallModes: { type: 'array', items: { enum: ['interactive', 'silent', 'silentWithProgress'] }, maxItems: 3 },
        UpgradeBehavior: { enum: ['install', 'uninstallPrevious', 'deny'] },
        ProductCode: { type: 'string', minLength: 1, maxLength: 255 },
        ReleaseDate: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
        Installers: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            properties: {
              Architecture: { enum: ['x86', 'x64', 'arm', 'arm64', 'neutral'] },
              InstallerUrl: url,
              InstallerSha256: { type: 'string', pattern: '^[A-Fa-f0-9]{64}$' },
            },
            required: ['Architecture', 'InstallerUrl', 'InstallerSha256'],
            additionalProperties: false,
          },
        },
        ManifestType: { const: 'installer' },
      }),
    ],
    [
      '.locale.en-US.yaml',
      strict({
        PackageLocale: { const: 'en-US' },
        Publisher: { type: 'string', minLength: 2, maxLength: 256 },
        PublisherUrl: url,
        PublisherSupportUrl: url,
        PackageName: { type: 'string', minLength: 2, maxLength: 256 },
        PackageUrl: url,
        License: { type: 'string', minLength: 3, maxLength: 512 },
        LicenseUrl: url,
        ShortDescription: { type: 'string', minLength: 3, maxLength: 256 },
        Tags: {
          type: 'array',
          items: { type: 'string', minLength: 1, maxLength: 40 },
          maxItems: 16,
          uniqueItems: true,
        },
        ReleaseNotesUrl: url,
        ManifestType: { const: 'defaultLocale' },
      }),
    ],
  ])('has what its schema asks for in %s', (suffix, schema) => {
    const ajv = new Ajv({ allErrors: true });
    expect(ajv.validate(schema, load(of(WINGET + suffix))), ajv.errorsText()).toBe(true);
  });

  it('gets the installer for the user alone, with its checksum', () => {
    const { windows } = releasePackages(IDENTITY);
    expect(load(of(`${WINGET}.installer.yaml`))).toMatchObject({
      Scope: 'user',
      ProductCode: PRODUCT_CODE,
      Installers: [
        {
          InstallerUrl: `${IDENTITY.repository}/releases/download/v1.2.3/${windows}`,
          InstallerSha256: SUMS.get(windows),
        },
      ],
    });
  });
});

describe('Homebrew', () => {
  const cask = () => of('homebrew/asystent-overlay.rb');

  it('gets Ruby', (context) => {
    need(context, 'ruby', 'ruby');
    expect(execFileSync('ruby', ['-wc'], { input: cask(), encoding: 'utf8' })).toBe('Syntax OK\n');
  });

  it('gets a description as its style asks: short, without an article or the name', () => {
    const [, description = ''] = /^ {2}desc "(.*)"$/m.exec(cask()) ?? [];
    expect(description).toMatch(/^[A-Z].{10,78}[^.]$/);
    expect(description).not.toMatch(/^(An?|The) |Asystent Overlay|macOS/);
  });

  it('names the site of the file only if it is not that of the homepage', () => {
    expect(cask()).toContain('verified: "forge.example.org/somebody/asystent-overlay/"');
    const one = placeholders({ ...IDENTITY, homepage: IDENTITY.repository }, SUMS, DATE);
    expect(one.get('verified')).toBe('');
  });
});

describe('the AUR', () => {
  it('gets a shell script', (context) => {
    need(context, 'bash', 'bash');
    execFileSync('bash', ['-n'], { input: of('aur/PKGBUILD') });
  });

  it('gets the summary that makepkg prints', (context) => {
    need(context, 'makepkg', 'makepkg');
    need(context, 'pacman', 'pacman-package-manager');
    // It refuses to run as root.
    const user = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
    const [program = '', ...args] = [...user, 'makepkg', '--printsrcinfo'];
    const copy = mkdtempSync(join(tmpdir(), 'asystent-aur-'));
    try {
      execFileSync('chmod', ['755', copy]);
      writeFileSync(join(copy, 'PKGBUILD'), of('aur/PKGBUILD'));
      expect(execFileSync(program, args, { cwd: copy, encoding: 'utf8' })).toBe(of('aur/.SRCINFO'));
    } finally {
      rmSync(copy, { recursive: true });
    }
  });
});

it('Nix gets an expression', (context) => {
  need(context, 'nix-instantiate', 'nix-bin');
  execFileSync('nix-instantiate', ['--parse', '-'], { input: of('nix/package.nix') });
});
