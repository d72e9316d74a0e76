import { expect, it } from 'vitest';
import { createUnseenFiles } from '../../src-main/settings/unseen-files.ts';
import type { SettingsProblem } from '../../src-shared/settings-contract.ts';

const SETTINGS: SettingsProblem = { kind: 'broken-file', keptAs: 'a' };
const KEYS: SettingsProblem = { kind: 'broken-keys', keptAs: 'b' };

it('are told until the user has seen the settings [REL-KEYS-BROKEN]', () => {
  let problems: readonly SettingsProblem[] = [{ kind: 'not-saved' }, SETTINGS];
  const unseen = createUnseenFiles(() => problems);
  expect(unseen.list()).toEqual([SETTINGS]);
  unseen.markSeen();
  expect(unseen.list()).toEqual([]);
  problems = [SETTINGS, KEYS];
  expect(unseen.list()).toEqual([KEYS]);
});
