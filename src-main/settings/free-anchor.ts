import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Anchor } from '../../src-shared/settings-limits.ts';
import { openProfileFolder } from '../start/profile-folder.ts';
import { parseSettings } from './settings-file.ts';
import { SETTINGS_FILE } from './settings-store.ts';

/**
 * The places for the bubbles of named profiles, the preferred one first. The default place is left to the default profile.
 * Opposite places come first: on a small display, two bubbles in one row would touch.
 */
const ORDER: readonly Anchor[] = ['bottom', 'right', 'left', 'bottom-right', 'bottom-left', 'top-right', 'top-left'];

/** Return a place where a new profile's bubble covers no other; the default place if all are taken. Pure. */
export function freeAnchor(taken: readonly Anchor[]): Anchor {
  return ORDER.find((anchor) => !taken.includes(anchor)) ?? 'top';
}

/** Return the places of all profiles' bubbles. @param mainFolder the default profile's, which need not exist. */
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

/** A profile whose settings can't be read claims no place. */
function anchorOf(folder: string): readonly Anchor[] {
  try {
    const parsed = parseSettings(openProfileFolder(folder).read(SETTINGS_FILE) ?? '');
    return parsed.kind === 'settings' ? [parsed.settings.position.anchor] : [];
  } catch {
    return [];
  }
}
