import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Anchor } from '../../src-preload/settings.ts';
import { openProfileFolder } from '../system/profile-folder.ts';
import { parseSettings } from './settings-file.ts';
import { SETTINGS_FILE } from './settings-store.ts';

/**
 * Where named profiles have their places, in the order in which they are given; the usual one is the
 * default profile's. On a small display two in one row would touch.
 */
const ORDER: readonly Anchor[] = ['bottom', 'right', 'left', 'bottom-right', 'bottom-left', 'top-right', 'top-left'];

/** The place of a new profile, for its bubble not to stand on another one's. With all of them taken, the usual one. Pure. */
export function freeAnchor(taken: readonly Anchor[]): Anchor {
  return ORDER.find((anchor) => !taken.includes(anchor)) ?? 'top';
}

/** Where the bubbles of all profiles stand. @param mainFolder the default profile's; it need not be there. */
export function takenAnchors(mainFolder: string): readonly Anchor[] {
  const profiles = join(mainFolder, 'profiles');
  return [mainFolder, ...foldersIn(profiles)].flatMap(anchorOf);
}

function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** A profile without settings that can be read claims no place. */
function anchorOf(folder: string): readonly Anchor[] {
  try {
    const parsed = parseSettings(openProfileFolder(folder).read(SETTINGS_FILE) ?? '');
    return parsed.kind === 'settings' ? [parsed.settings.position.anchor] : [];
  } catch {
    return [];
  }
}
