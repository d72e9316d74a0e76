import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { freeAnchor, takenAnchors } from '../../src-main/settings/free-anchor.ts';
import { ANCHORS } from '../../src-shared/settings-limits.ts';

it('is never the default profile’s while another one is free', () => {
  expect(freeAnchor([])).toBe('bottom');
  expect(freeAnchor(['right', 'bottom'])).toBe('left');
  expect(freeAnchor(ANCHORS.filter((anchor) => anchor !== 'top-left'))).toBe('top-left');
  expect(freeAnchor(ANCHORS)).toBe('top');
});

it('goes by the settings of the other profiles, whatever is in their folders', () => {
  const folder = mkdtempSync(join(tmpdir(), 'asystent-profiles-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const placed = (anchor: string) => `{"position":{"anchor":"${anchor}"}}`;
  // With a byte order mark, as some editors save it.
  const profiles = { kitchen: placed('left'), edited: `\uFEFF${placed('right')}`, office: '{', empty: null };
  for (const [name, text] of Object.entries(profiles)) {
    mkdirSync(join(folder, 'profiles', name), { recursive: true });
    if (text !== null) writeFileSync(join(folder, 'profiles', name, 'settings.json'), text);
  }
  writeFileSync(join(folder, 'profiles', 'file'), '');
  expect(takenAnchors(folder).toSorted()).toEqual(['left', 'right']);
  // The default profile, once it was moved from the usual place.
  writeFileSync(join(folder, 'settings.json'), placed('bottom'));
  expect(takenAnchors(folder).toSorted()).toEqual(['bottom', 'left', 'right']);
  expect(takenAnchors(join(folder, 'nowhere'))).toEqual([]);
});
