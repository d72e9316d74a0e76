import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import type { PairedClient } from '../../src-shared/settings.ts';
import type { KeyStorage, SettingsProblem } from '../../src-shared/settings-contract.ts';
import type { ProfileFolder } from '../start/profile-folder.ts';

export const KEYS_FILE = 'keys.json';

/** The system's store for secrets. */
export interface Vault {
  /** Whether it can be used and really encrypts. The system may ask the user for a password. */
  isSafe(): boolean;
  /** @throws when the system refuses, as does `open`. */
  seal(text: string): Buffer;
  open(sealed: Buffer): string;
}

/**
 * A key belongs to one client at these addresses, or at this server of another kind, and is returned for no other. `server` is
 * its address with the scheme.
 */
export type KeyOwner =
  | Pick<PairedClient, 'id' | 'url' | 'httpUrl' | 'certificate'>
  | { readonly id: string; readonly server: string };

/** The keys of the clients, by the clients' ids: in the main process's memory, and in one file. */
export interface KeyStore {
  /**
   * Return a client's key. null: there is none for exactly these addresses and this certificate, or the system refuses.
   * Somebody who can change the settings can't have a key sent to another address.
   */
  read(owner: KeyOwner): string | null;
  /** Replace a client's key. @throws when the file can't be written; the key before is still there then. */
  write(owner: KeyOwner, key: string): void;
  /** Forget the keys of clients. @throws when the file can't be written; it still has them then. */
  remove(ids: readonly string[]): void;
  /** Return the problems with the file that the user has to know of. */
  problems(): readonly SettingsProblem[];
  /** Return where the keys are; of several places the least safe one, null without a key. */
  storage(): KeyStorage | null;
}

const StoredKey = v.object({
  /** `keychain`: sealed by the system, in Base64; `file`: plain. Both hold the JSON of a `Content`. */
  storage: v.picklist(['keychain', 'file']),
  content: v.string(),
});
type StoredKey = v.InferOutput<typeof StoredKey>;
const KeysFile = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ version: v.literal(1), keys: v.record(v.string(), StoredKey) }),
);
const Content = v.pipe(
  v.string(),
  v.parseJson(),
  v.union([
    v.object({ key: v.string(), url: v.string(), httpUrl: v.string(), certificate: v.string() }),
    v.object({ key: v.string(), server: v.string() }),
  ]),
);

/**
 * Open the key store of a profile. A sealed key is opened when it is first needed.
 * @param options.folder of the profile. It writes files that only the user may read, as a whole or not at all.
 */
export function openKeyStore(options: {
  readonly folder: Pick<ProfileFolder, 'read' | 'write' | 'rename'>;
  readonly vault: Vault;
  /** The time of day, for the name of a broken file. */
  readonly now: () => Date;
  readonly log: (message: string) => void;
}): KeyStore {
  const { folder, vault, now, log } = options;
  const opened = new Map<string, v.InferOutput<typeof Content>>();
  let known: Readonly<Record<string, StoredKey>> | null = null;

  let broken: SettingsProblem | null = null;

  /** Move a broken file away, so that nothing overwrites it: the user may want to fix it. */
  const keepAside = () => {
    // Windows allows no colon in a file's name.
    const keptAs = `keys.broken-${now().toISOString().replaceAll(':', '-')}.json`;
    folder.rename(KEYS_FILE, keptAs);
    broken = { kind: 'broken-keys', keptAs };
    log(`${KEYS_FILE} broken, kept as ${keptAs}`);
  };

  /** @throws when the file is there and can't be read, or is broken and can't be moved away. */
  const stored = (): Readonly<Record<string, StoredKey>> => {
    if (known !== null) return known;
    const text = folder.read(KEYS_FILE);
    const parsed = text === null ? null : v.safeParse(KeysFile, text);
    if (parsed?.success === false) keepAside();
    known = parsed?.success === true ? parsed.output.keys : {};
    return known;
  };

  const storedOrNone = () => {
    try {
      return stored();
    } catch (error) {
      log(`keys not read: ${codeOf(error)}`);
      return {};
    }
  };

  const save = (keys: Readonly<Record<string, StoredKey>>) => {
    folder.write(KEYS_FILE, `${JSON.stringify({ version: 1, keys }, null, 2)}\n`);
    known = keys;
  };

  const open = (id: string) => {
    const entry = storedOrNone()[id];
    if (entry === undefined) return null;
    try {
      const text = entry.storage === 'file' ? entry.content : vault.open(Buffer.from(entry.content, 'base64'));
      const parsed = v.safeParse(Content, text);
      if (parsed.success) return parsed.output;
    } catch {
      // The system's message might hold anything.
    }
    log(`the key of client ${id} can't be opened`);
    return null;
  };

  return {
    read(owner) {
      const { id } = owner;
      // A key that could not be opened is tried again: the keychain may have been locked.
      const content = opened.get(id) ?? open(id);
      if (content === null) return null;
      opened.set(id, content);
      return isDeepStrictEqual(content, contentOf(owner, content.key)) ? content.key : null;
    },
    write(owner, key) {
      const { id } = owner;
      const content = contentOf(owner, key);
      const text = JSON.stringify(content);
      const entry: StoredKey = vault.isSafe()
        ? { storage: 'keychain', content: vault.seal(text).toString('base64') }
        : { storage: 'file', content: text };
      save({ ...stored(), [id]: entry });
      opened.set(id, content);
    },
    remove(ids) {
      for (const id of ids) opened.delete(id);
      const kept = stored();
      if (!ids.some((id) => id in kept)) return;
      save(Object.fromEntries(Object.entries(kept).filter(([id]) => !ids.includes(id))));
    },
    problems: () => (broken === null ? [] : [broken]),
    storage() {
      const kept = Object.values(storedOrNone());
      if (kept.length === 0) return null;
      return kept.some(({ storage }) => storage === 'file') ? 'file' : 'keychain';
    },
  };
}

function contentOf(owner: KeyOwner, key: string): v.InferOutput<typeof Content> {
  if ('server' in owner) return { key, server: owner.server };
  const { url, httpUrl, certificate } = owner;
  return { key, url, httpUrl, certificate };
}

/** Return the code of a system's error, such as ENOSPC. Its message might hold anything. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}
