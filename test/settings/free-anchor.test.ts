import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { anchorsIn, freeAnchor } from '../../src-main/settings/free-anchor.ts';
import { ANCHORS } from '../../src-preload/settings.ts';

it('is never the default profile’s while another one is free', () => {
  expect(freeAnchor([])).toBe('bottom');
  expect(freeAnchor(['right', 'bottom'])).toBe('left');
  expect(freeAnchor(ANCHORS.filter((anchor) => anchor !== 'top-left'))).toBe('top-left');
  expect(freeAnchor(ANCHORS)).toBe('top');
});

it('goes by the settings of the other profiles, whatever is in their folders', () => {
  const folder = mkdtempSync(join(tmpdir(), 'asystent-profiles-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const profiles = { kitchen: '{"position":{"anchor":"bottom"}}', office: '{', empty: null };
  for (const [name, text] of Object.entries(profiles)) {
    mkdirSync(join(folder, name));
    if (text !== null) writeFileSync(join(folder, name, 'settings.json'), text);
  }
  writeFileSync(join(folder, 'file'), '');
  expect(anchorsIn(folder)).toEqual(['bottom']);
  expect(anchorsIn(join(folder, 'nowhere'))).toEqual([]);
});
