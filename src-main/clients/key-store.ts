import * as v from 'valibot';
import type { PairedClient } from '../../src-shared/settings.ts';
import type { KeyStorage, SettingsProblem } from '../../src-shared/settings-contract.ts';
import type { ProfileFolder } from '../start/profile-folder.ts';

export const KEYS_FILE = 'keys.json';

/** The system's own means to keep a secret. */
export interface Vault {
  /** Whether it can be used and really encrypts. The system may ask the user something over it. */
  isSafe(): boolean;
  /** Throws when the system refuses, as does `open`. */
  seal(text: string): Buffer;
  open(sealed: Buffer): string;
}

/** What a key is for: it is given out for nothing else. */
type Way = Pick<PairedClient, 'id' | 'url' | 'httpUrl' | 'certificate'>;

/** The keys of the paired clients, by the clients' ids. They are in the memory of the main process, and in one file. */
export interface KeyStore {
  /**
   * The key of a client; null when there is none for exactly these addresses and this certificate, or when the system
   * does not give it out. Whoever can change the settings can't have a key sent elsewhere by that.
   */
  read(way: Way): string | null;
  /** Keeps a key instead of the one before. @throws when it can't be written; the one before is still there then. */
  write(way: Way, key: string): void;
  /** Forgets the keys of clients. @throws when that can't be written; they are still in the file then. */
  remove(ids: readonly string[]): void;
  /** What the user has to be told of the file. */
  problems(): readonly SettingsProblem[];
  /** Where the keys are; of several places the least safe one, null without a key. */
  storage(): KeyStorage | null;
}

const StoredKey = v.object({
  /** `keychain`: sealed by the system, Base64; `file`: as it is. Either way it is the JSON of a `Content`. */
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
  v.object({ key: v.string(), url: v.string(), httpUrl: v.string(), certificate: v.string() }),
);

/**
 * Opens the key store of a profile. What is sealed is opened when it is first needed.
 * @param options.folder the profile's; it writes files that only the user may read, as a whole or not at all.
 */
export function openKeyStore(options: {
  readonly folder: Pick<ProfileFolder, 'read' | 'write' | 'rename'>;
  readonly vault: Vault;
  /** The time of day, for the name of a file that is kept aside. */
  readonly now: () => Date;
  readonly log: (message: string) => void;
}): KeyStore {
  const { folder, vault, now, log } = options;
  const opened = new Map<string, v.InferOutput<typeof Content>>();
  let known: Readonly<Record<string, StoredKey>> | null = null;

  let broken: SettingsProblem | null = null;

  /** Moves a file that is not ours out of the way, so that nothing overwrites one that the user may want to fix. */
  const keepAside = () => {
    // A colon is not allowed in the names of files on Windows.
    const keptAs = `keys.broken-${now().toISOString().replaceAll(':', '-')}.json`;
    folder.rename(KEYS_FILE, keptAs);
    broken = { kind: 'broken-keys', keptAs };
    log(`${KEYS_FILE} broken, kept as ${keptAs}`);
  };

  /** @throws when the file is there and can't be read, or is none of ours and can't be moved aside. */
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
      // The system's words for it might hold anything.
    }
    log(`the key of client ${id} can't be opened`);
    return null;
  };

  return {
    read({ id, url, httpUrl, certificate }) {
      // What could not be opened is tried again: a keychain may have been locked.
      const content = opened.get(id) ?? open(id);
      if (content === null) return null;
      opened.set(id, content);
      const isMeant = content.url === url && content.httpUrl === httpUrl && content.certificate === certificate;
      return isMeant ? content.key : null;
    },
    write({ id, url, httpUrl, certificate }, key) {
      const content = { key, url, httpUrl, certificate };
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

/** The code of a system's error, such as ENOSPC; its message might hold anything. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}
