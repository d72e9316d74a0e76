import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../scripts/overlay-process.ts';

/** What a file may not import. docs/architecture.md has the rules in words. */
const FORBIDDEN: Readonly<Record<string, readonly string[]>> = {
  'src-main/app.ts': ['../src-renderer/shared/store.ts', '../scripts/until.ts', './connection/protocol.ts'],
  'src-main/overlay': [
    'electron',
    'node:fs',
    'node:fs/promises',
    'ws',
    '../clients/clients.ts',
    '../settings/settings-store.ts',
    '../system/log.ts',
    '../connection/protocol.ts',
    '../connection/protocol-offer.ts',
    '../connection/socket-transport.ts',
    '../app.ts',
    '../../src-renderer/shared/store.ts',
    '../../scripts/until.ts',
    '../../test/fake-clock.ts',
  ],
  'src-main/connection': ['electron', '../overlay/store.ts', '../system/log.ts', '../../scripts/until.ts'],
  'src-main/clients': [
    'electron',
    '../windows/displays.ts',
    '../settings/setup-settings-page.ts',
    '../system/user-error.ts',
    '../connection/protocol.ts',
  ],
  'src-main/clients/setup-clients.ts': [
    '../windows/displays.ts',
    '../system/log.ts',
    '../connection/protocol.ts',
    '../app.ts',
    '../../scripts/until.ts',
  ],
  'src-main/system': ['../connection/text.ts', '../windows/displays.ts', '../app.ts', '../../scripts/until.ts'],
  'src-main/reference-client': [
    'electron',
    '../connection/protocol.ts',
    '../overlay/store.ts',
    '../../scripts/until.ts',
  ],
  'src-main/windows': [
    '../connection/protocol.ts',
    '../reference-client/offer.ts',
    '../app.ts',
    '../../src-renderer/shared/store.ts',
    '../../test/fake-clock.ts',
  ],
  'src-preload': [
    'electron',
    'node:path',
    '../src-main/app.ts',
    '../src-renderer/shared/store.ts',
    '../scripts/until.ts',
  ],
  'src-preload/some-preload.ts': ['node:path', '../src-main/app.ts', '../src-renderer/shared/store.ts'],
  'src-renderer/bubble': [
    'electron',
    'node:path',
    '../panel/scene.ts',
    '../../src-main/app.ts',
    '../../scripts/until.ts',
    '../../test/fake-clock.ts',
  ],
};

/** What the rules must leave alone. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'src-main/app.ts': ['electron', './connection/socket-transport.ts', '../src-preload/strings.ts'],
  'src-main/overlay': [
    'node:util',
    '../connection/connection.ts',
    '../system/clock.ts',
    '../../src-preload/contract.ts',
  ],
  'src-main/connection': ['ws', 'node:https', './protocol.ts', '../../src-preload/contract.ts'],
  'src-main/clients': ['../connection/connection.ts', '../overlay/store.ts', '../system/profile-folder.ts'],
  'src-main/clients/setup-clients.ts': ['electron', '../connection/socket-transport.ts', '../system/user-error.ts'],
  'src-main/system': ['electron', 'node:path', './clock.ts', '../../src-preload/settings.ts'],
  'src-main/windows': ['electron', 'node:path', '../ipc/page-messages.ts', '../system/app-scheme.ts'],
  'src-preload': ['valibot', './contract.ts', '../assets/strings/en.json'],
  'src-preload/some-preload.ts': ['electron', './page-bridge.ts'],
  'src-renderer/bubble': ['react', './scene.ts', '../shared/icon.tsx', '../../src-preload/contract.ts'],
};

const Report = v.object({
  diagnostics: v.array(v.object({ location: v.object({ path: v.string(), start: v.object({ line: v.number() }) }) })),
});

type Table = Readonly<Record<string, readonly string[]>>;

const casesOf = (table: Table) =>
  Object.entries(table).flatMap(([place, sources]) => sources.map((source) => ({ place, source })));

/** A file for the imports of a place that is a folder. */
const fileOf = (place: string, name: string) => (place.endsWith('.ts') ? place : `${place}/${name}.ts`);

/** What the linter refuses, as `file imports source`. Every import stands in a line of its own. */
function refusedIn(table: Table, name: string): ReadonlySet<string> {
  const folder = mkdtempSync(join(tmpdir(), 'asystent-rules-'));
  try {
    cpSync(join(PROJECT_ROOT, 'biome.json'), join(folder, 'biome.json'));
    for (const [place, sources] of Object.entries(table)) {
      const file = join(folder, fileOf(place, name));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(
        file,
        sources.map((source, index) => `import { thing as thing${index} } from '${source}';\n`).join(''),
      );
    }
    const { stdout } = spawnSync(
      process.execPath,
      [
        join(PROJECT_ROOT, 'node_modules', '@biomejs', 'biome', 'bin', 'biome'),
        'lint',
        '--vcs-enabled=false',
        '--only=style/noRestrictedImports',
        '--max-diagnostics=none',
        '--reporter=json',
      ],
      { cwd: folder, encoding: 'utf8' },
    );
    const found = v.parse(Report, JSON.parse(stdout)).diagnostics.map(({ location }) => location);
    return new Set(
      casesOf(table)
        .filter(({ place, source }) =>
          found.some(({ path, start }) => path === fileOf(place, name) && table[place]?.[start.line - 1] === source),
        )
        .map(({ place, source }) => `${place} imports ${source}`),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('an import is refused', () => {
  const refused = refusedIn(FORBIDDEN, 'forbidden');
  it.each(casesOf(FORBIDDEN))('in $place of $source', ({ place, source }) => {
    expect(refused).toContain(`${place} imports ${source}`);
  });
});

describe('an import is allowed', () => {
  const refused = refusedIn(ALLOWED, 'allowed');
  it.each(casesOf(ALLOWED))('in $place of $source', ({ place, source }) => {
    expect(refused).not.toContain(`${place} imports ${source}`);
  });
});
