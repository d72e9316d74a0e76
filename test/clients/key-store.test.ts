import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { KEYS_FILE, openKeyStore, type Vault } from '../../src-main/clients/key-store.ts';
import { openProfileFolder } from '../../src-main/start/profile-folder.ts';
import { pairedClient } from './paired-client.ts';

const now = () => new Date('2026-05-04T03:02:01Z');
const KEPT_AS = 'keys.broken-2026-05-04T03-02-01.000Z.json';

const KEY = 'a-key-that-nobody-else-may-see';

/** A keychain that turns bytes over; locked, it gives nothing out. */
function keychain(isSafe = true) {
  const flip = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0xff));
  const state = { locked: false };
  const vault: Vault = {
    isSafe: () => isSafe,
    seal: (text) => flip(Buffer.from(text)),
    open(sealed) {
      if (state.locked) throw new Error(`locked: ${KEY}`);
      return flip(sealed).toString();
    },
  };
  return { vault, state };
}

function profile() {
  const path = mkdtempSync(join(tmpdir(), 'asystent-keys-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return { file: join(path, KEYS_FILE), folder: openProfileFolder(path) };
}

describe('the key store', () => {
  it.each([
    [true, 'keychain'],
    [false, 'file'],
  ] as const)('keeps keys over a restart (a keychain: %s) [SEC-KEY-STOLEN]', (isSafe, storage) => {
    const { file, folder } = profile();
    const log = vi.fn<(message: string) => void>();
    const { vault } = keychain(isSafe);
    const client = pairedClient();
    const first = openKeyStore({ now, folder, vault, log });
    expect([first.read(client), first.storage()]).toEqual([null, null]);
    first.write(client, KEY);
    for (const store of [first, openKeyStore({ now, folder, vault, log })]) {
      expect(store.read(client)).toBe(KEY);
      expect(store.storage()).toBe(storage);
    }
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8').includes(KEY)).toBe(!isSafe);
    expect(log).not.toHaveBeenCalled();
  });

  it('gives a key of another kind out for its server alone [SEC-KEY-REDIRECTED]', () => {
    const { folder } = profile();
    const owner = { id: pairedClient().id, server: 'hass://ha.local:8123' };
    openKeyStore({ now, folder, vault: keychain().vault, log() {} }).write(owner, KEY);
    const store = openKeyStore({ now, folder, vault: keychain().vault, log() {} });
    expect(store.read(owner)).toBe(KEY);
    expect(store.read({ ...owner, server: 'hass://ha.local:8124' })).toBeNull();
    expect(store.read({ ...owner, server: 'hass+tls://ha.local:8123' })).toBeNull();
    expect(store.read(pairedClient({ id: owner.id }))).toBeNull();
  });

  it('gives a key out for the addresses and the certificate of its pairing, and for nothing else [SEC-KEY-REDIRECTED]', () => {
    const { folder } = profile();
    const store = openKeyStore({ now, folder, vault: keychain().vault, log() {} });
    const client = pairedClient();
    store.write(client, KEY);
    expect(store.read({ ...client, url: 'wss://evil.lan:7001/' })).toBeNull();
    expect(store.read({ ...client, httpUrl: 'https://evil.lan:7001/' })).toBeNull();
    expect(store.read({ ...client, certificate: 'cd'.repeat(32) })).toBeNull();
    expect(store.read({ ...client, id: pairedClient().id })).toBeNull();
    expect(store.read(client)).toBe(KEY);
  });

  it('replaces and removes keys, in the file too [SEC-KEY-STOLEN]', () => {
    const { file, folder } = profile();
    const store = openKeyStore({ now, folder, vault: keychain(false).vault, log() {} });
    const [one, two] = [pairedClient(), pairedClient()];
    store.write(one, 'the-first-key-of-one');
    store.write(two, 'the-key-of-two-here');
    store.write(one, 'the-second-key-of-one');
    expect(readFileSync(file, 'utf8')).not.toContain('the-first-key-of-one');
    store.remove([one.id]);
    expect(readFileSync(file, 'utf8')).not.toContain('key-of-one');
    expect([store.read(one), store.read(two)]).toEqual([null, 'the-key-of-two-here']);
    store.remove([two.id, 'unknown']);
    expect(store.storage()).toBeNull();
  });

  it('tries a keychain again that was locked, and does not log what it says', () => {
    const { folder } = profile();
    const { vault, state } = keychain();
    const client = pairedClient();
    openKeyStore({ now, folder, vault, log() {} }).write(client, KEY);
    const log = vi.fn<(message: string) => void>();
    const store = openKeyStore({ now, folder, vault, log });
    state.locked = true;
    expect(store.read(client)).toBeNull();
    expect(log).toHaveBeenCalledExactlyOnceWith(`the key of client ${client.id} can't be opened`);
    state.locked = false;
    expect(store.read(client)).toBe(KEY);
  });

  it('keeps the key before when a new one can’t be written', () => {
    const { folder } = profile();
    const { vault } = keychain();
    const client = pairedClient();
    const full = {
      ...folder,
      write() {
        throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      },
    };
    openKeyStore({ now, folder, vault, log() {} }).write(client, KEY);
    const store = openKeyStore({ now, folder: full, vault, log() {} });
    expect(() => store.write(client, 'the-next-key-of-it')).toThrow('no space');
    expect(() => store.remove([client.id])).toThrow('no space');
    expect(store.read(client)).toBe(KEY);
    expect(store.storage()).toBe('keychain');
  });

  it('does not write over a file that it can’t read', () => {
    const { folder } = profile();
    const write = vi.fn<typeof folder.write>();
    const log = vi.fn<(message: string) => void>();
    const read = () => {
      throw Object.assign(new Error('no'), { code: 'EACCES' });
    };
    const store = openKeyStore({ now, folder: { read, write, rename() {} }, vault: keychain().vault, log });
    expect(store.read(pairedClient())).toBeNull();
    expect(() => store.write(pairedClient(), KEY)).toThrow('no');
    expect(write).not.toHaveBeenCalled();
    expect(log).toHaveBeenCalledWith('keys not read: EACCES');
  });

  it.each(['', '{', '[]', '{"version":1,"keys":{"a":5}}', '{"version":2,"keys":{}}'])(
    'goes on without keys with the file %j, which it keeps aside [REL-KEYS-BROKEN]',
    (text) => {
      const { file, folder } = profile();
      writeFileSync(file, text);
      chmodSync(file, 0o644);
      const log = vi.fn<(message: string) => void>();
      const store = openKeyStore({ now, folder, vault: keychain().vault, log });
      const client = pairedClient();
      expect(store.read(client)).toBeNull();
      expect(log).toHaveBeenCalledWith(`${KEYS_FILE} broken, kept as ${KEPT_AS}`);
      expect(store.problems()).toEqual([{ kind: 'broken-keys', keptAs: KEPT_AS }]);
      expect(readFileSync(join(dirname(file), KEPT_AS), 'utf8')).toBe(text);
      store.write(client, KEY);
      expect(store.read(client)).toBe(KEY);
      expect(statSync(file).mode & 0o777).toBe(0o600);
    },
  );
});
