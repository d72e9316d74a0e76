// The configuration of the installers for systems that none of the tests runs on.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import config from '../electron.config.ts';
import { PROJECT_ROOT } from '../scripts/project-root.ts';
import { APP_ID } from '../src-main/start/app-identity.ts';

const read = (path: string) => readFileSync(join(PROJECT_ROOT, path));
const json = (path: string) => JSON.parse(read(path).toString('utf8'));

it('is what electron-builder takes, for every system', () => {
  // Its schema has keywords and formats of its own, for values that no file can hold.
  const ajv = new Ajv({ strict: false, allErrors: true });
  const valid = ajv.validate(json('node_modules/app-builder-lib/scheme.json'), JSON.parse(JSON.stringify(config)));
  expect(valid, ajv.errorsText()).toBe(true);
});

it('installs on Windows for the user alone, asks nothing, and deletes no settings', () => {
  expect(config.nsis).toMatchObject({ oneClick: true, perMachine: false, deleteAppDataOnUninstall: false });
  expect(config.win?.verifyUpdateCodeSignature).toBe(true);
});

it('asks macOS for the hardened runtime, notarization, and nothing but the right to write code', () => {
  const { mac } = config;
  expect(mac).toMatchObject({ hardenedRuntime: true, notarize: true, entitlementsInherit: mac?.entitlements });
  const rights = String(read(mac?.entitlements ?? ''));
  expect([...rights.matchAll(/<key>(.*)<\/key>\s*<(\w+)\/>/g)].map(([, key, value]) => [key, value])).toEqual([
    ['com.apple.security.cs.allow-jit', 'true'],
  ]);
  expect(rights.match(/<key>/g)).toHaveLength(1);
});

it('has an icon in the form of each system', () => {
  const starts = (path: unknown) => read(String(path)).subarray(0, 4).toString('latin1');
  expect(starts(config.win?.icon)).toBe('\0\0\x01\0');
  expect(starts(config.mac?.icon)).toBe('icns');
  expect(starts(config.linux?.icon)).toBe('\x89PNG');
});

it('has an addition to the uninstaller that compiles', ({ skip }) => {
  if (spawnSync('makensis', ['-VERSION']).error) skip('makensis is not installed; on Debian: apt-get install nsis');
  const folder = mkdtempSync(join(tmpdir(), 'asystent-nsis-'));
  // The frame of electron-builder's own script, whose plug-ins only its own archive has.
  const script = `Unicode true
Name test
!include LogicLib.nsh
!include "${join(PROJECT_ROOT, String(config.nsis?.include))}"
!define APP_ID "${APP_ID}"
!define APP_PACKAGE_NAME "${json('package.json').name}"
!define isUpdated "1 = 0"
OutFile "${join(folder, 'test.exe')}"
Section
  WriteUninstaller "$TEMP\\uninstall.exe"
SectionEnd
Section un.all
  !insertmacro customUnInstall
SectionEnd
`;
  try {
    const { status, stdout, stderr } = spawnSync('makensis', ['-WX', '-V2', '-'], { input: script, encoding: 'utf8' });
    expect(status, stdout + stderr).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
