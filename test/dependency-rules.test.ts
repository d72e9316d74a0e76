import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../scripts/project-root.ts';

/** Imports that each file may not have. docs/architecture.md has the rules in words. */
const FORBIDDEN: Readonly<Record<string, readonly string[]>> = {
  'src-main/app.ts': [
    '../src-renderer/shared/store.ts',
    '../src-preload/page-bridge.ts',
    '../packages/client/src/status.ts',
    '../bench/machine.ts',
    '../scripts/command.ts',
    './assistants/asystent/protocol.ts',
    './assistants/asystent/connection.ts',
  ],
  'src-main/overlay': [
    'electron',
    'node:fs',
    'node:fs/promises',
    'ws',
    '../clients/clients-controller.ts',
    '../settings/settings-store.ts',
    '../runtime/log.ts',
    '../assistants/asystent/protocol.ts',
    '../assistants/asystent/connection.ts',
    '../assistants/asystent/interpret.ts',
    '../app.ts',
    '../../src-renderer/shared/store.ts',
    '../../scripts/command.ts',
    '../../test/fake-clock.ts',
  ],
  'src-main/assistants': ['electron', '../overlay/store.ts', '../runtime/log.ts', './asystent/connection.ts'],
  'src-main/assistants/asystent': [
    'electron',
    '../other/connection.ts',
    '../../overlay/store.ts',
    '../../runtime/log.ts',
    '../../app.ts',
    '../../../scripts/command.ts',
  ],
  'src-main/clients': [
    'electron',
    '../windows/displays.ts',
    '../settings/setup-settings-page.ts',
    '../diagnostics/diagnostics.ts',
    '../runtime/user-error.ts',
    '../assistants/asystent/protocol.ts',
    '../assistants/asystent/asystent.ts',
  ],
  'src-main/clients/make-assistant.ts': [
    'electron',
    '../overlay/store.ts',
    '../assistants/asystent/protocol.ts',
    '../assistants/hass/wire.ts',
    '../assistants/lva/wire.ts',
    '../assistants/mqtt/wire.ts',
    '../assistants/ovos/wire.ts',
    '../app.ts',
    '../../scripts/command.ts',
  ],
  'src-main/clients/key-vault.ts': [
    '../assistants/asystent/connection.ts',
    '../settings/settings-store.ts',
    '../app.ts',
  ],
  'src-main/clients/setup-clients.ts': [
    '../windows/displays.ts',
    '../runtime/log.ts',
    '../assistants/asystent/protocol.ts',
    '../assistants/hass/wire.ts',
    '../assistants/lva/wire.ts',
    '../assistants/mqtt/wire.ts',
    '../assistants/ovos/wire.ts',
    '../app.ts',
    '../../scripts/command.ts',
  ],
  'src-main/start': ['../assistants/clean-text.ts', '../windows/displays.ts', '../app.ts', '../../scripts/command.ts'],
  'src-main/desktop': ['../assistants/clean-text.ts', '../windows/displays.ts', '../app.ts'],
  'src-main/security': ['../assistants/clean-text.ts', '../windows/displays.ts', '../app.ts'],
  'src-main/runtime': ['../assistants/clean-text.ts', '../windows/displays.ts', '../app.ts'],
  'src-main/windows': [
    '../assistants/asystent/protocol.ts',
    '../../packages/client/src/status.ts',
    '../app.ts',
    '../begin.ts',
    '../../src-renderer/shared/store.ts',
    '../../test/fake-clock.ts',
  ],
  'src-shared': [
    'electron',
    'node:path',
    '../src-main/app.ts',
    '../src-renderer/shared/store.ts',
    '../scripts/command.ts',
  ],
  'src-preload': ['node:path', '../src-main/app.ts', '../src-renderer/shared/store.ts', '../scripts/command.ts'],
  'src-renderer/bubble': [
    'electron',
    'node:path',
    '../panel/scene.ts',
    '../../src-main/app.ts',
    '../../scripts/command.ts',
    '../../test/fake-clock.ts',
  ],
  'packages/client/src': [
    'electron',
    '@asystent-overlay/check-client',
    '../../check-client/src/judge.ts',
    '../../../src-main/app.ts',
    '../../../src-shared/commands.ts',
    '../../../src-preload/page-bridge.ts',
    '../../../src-renderer/shared/store.ts',
    '../../../scripts/command.ts',
    '../../../bench/machine.ts',
    '../../../test/fake-clock.ts',
  ],
  'packages/check-client/src': [
    '@asystent-overlay/client',
    '../../client/src/status.ts',
    '../../../src-main/assistants/asystent/protocol.ts',
    '../../../src-shared/commands.ts',
    '../../../scripts/command.ts',
    '../../../test/fake-clock.ts',
  ],
};

/** Imports that the rules must allow. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'src-main/app.ts': ['electron', './assistants/assistant.ts', '../src-shared/strings.ts'],
  'src-main/overlay': [
    'node:util',
    '../assistants/assistant.ts',
    '../runtime/clock.ts',
    '../../src-shared/overlay-state.ts',
  ],
  'src-main/assistants': ['../runtime/clock.ts', './clean-text.ts', '../../src-shared/overlay-state.ts'],
  'src-main/assistants/asystent': [
    'ws',
    'node:https',
    './protocol.ts',
    '../clean-text.ts',
    '../../runtime/clock.ts',
    '../../../src-shared/overlay-state.ts',
  ],
  'src-main/clients': ['../assistants/assistant.ts', '../overlay/store.ts', '../start/profile-folder.ts'],
  'src-main/clients/make-assistant.ts': ['../assistants/asystent/asystent.ts', './client-list.ts'],
  'src-main/clients/key-vault.ts': ['electron', './key-store.ts'],
  'src-main/clients/setup-clients.ts': [
    'electron',
    '../assistants/asystent/socket-transport.ts',
    '../runtime/user-error.ts',
  ],
  'src-main/runtime': [
    'electron',
    'node:path',
    './clock.ts',
    '../start/environment.ts',
    '../../src-shared/settings.ts',
  ],
  'src-main/windows': ['electron', 'node:path', '../ipc/registrar.ts', '../security/app-scheme.ts'],
  'src-shared': ['valibot', './overlay-state.ts', '../assets/strings/en.json'],
  'src-preload': ['electron', './page-bridge.ts', '../src-shared/bubble-contract.ts'],
  'packages/check-client/src': ['ajv/dist/2020.js', 'ws', './judge.ts'],
  'packages/client/src': ['node:https', 'ws', './protocol.ts', './usage.mjs'],
  'src-renderer/bubble': ['react', './scene.ts', '../shared/icon.tsx', '../../src-shared/overlay-state.ts'],
};

const Report = v.object({
  diagnostics: v.array(v.object({ location: v.object({ path: v.string(), start: v.object({ line: v.number() }) }) })),
});

type Table = Readonly<Record<string, readonly string[]>>;

const casesOf = (table: Table) =>
  Object.entries(table).flatMap(([place, sources]) => sources.map((source) => ({ place, source })));

/** A file for the imports of a place that is a folder. */
const fileOf = (place: string, name: string) => (place.endsWith('.ts') ? place : `${place}/${name}.ts`);

/** The imports that the linter refuses, as `file imports source`. Every import has a line of its own. */
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
