import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import config from '../../../electron.config.ts';
import { assertPublishable, identityOf } from '../../../scripts/package/identity.ts';
import { testBuild } from '../../../scripts/package/package-parts.ts';

const folder = mkdtempSync(join(tmpdir(), 'asystent-identity-'));
afterAll(() => rmSync(folder, { recursive: true }));

const MANIFEST = {
  name: 'asystent-overlay',
  version: '1.2.3',
  homepage: 'https://example.org',
  repository: 'git+https://example.org/overlay.git',
  author: 'Somebody <somebody@example.org>',
};

function identityWith(fields: Partial<typeof MANIFEST>) {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...MANIFEST, ...fields }));
  return identityOf(config, folder);
}

describe('identityOf', () => {
  it('takes names from the configuration, and the rest from package.json', () => {
    expect(identityWith({})).toEqual({
      name: 'asystent-overlay',
      appId: 'pl.asystent.overlay',
      title: 'Asystent Overlay',
      version: '1.2.3',
      homepage: 'https://example.org',
      repository: 'https://example.org/overlay',
      author: 'Somebody <somebody@example.org>',
    });
  });

  it('tells a test build apart, and an older one', () => {
    expect(identityOf(testBuild(config))).toMatchObject({
      name: 'asystent-overlay-test',
      title: 'Asystent Overlay Test',
      version: expect.stringMatching(/^\d+\.\d+\.\d+-test$/),
    });
    expect(identityOf(testBuild(config, 'older')).version).toBe('0.0.1-test');
  });
});

describe('assertPublishable', () => {
  it('lets a release say who makes it', () => {
    expect(() => assertPublishable(identityWith({}))).not.toThrow();
  });

  it.each([
    ['homepage', 'https://asystent-overlay.invalid'],
    ['repository', 'git+https://asystent-overlay.invalid/overlay.git'],
    ['author', 'Nobody <nobody@asystent-overlay.invalid>'],
  ] as const)('refuses a placeholder as %s, and says what replaces it', (field, value) => {
    expect(() => assertPublishable(identityWith({ [field]: value }))).toThrow('npm pkg set');
  });
});
