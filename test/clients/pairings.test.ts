import { describe, expect, it, vi } from 'vitest';
import type { KeyStore } from '../../src-main/clients/key-store.ts';
import type { ReadPairing } from '../../src-main/clients/pairing.ts';
import { createPairings } from '../../src-main/clients/pairings.ts';
import { openSettings } from '../../src-main/settings/settings-store.ts';
import { createFakeClock } from '../fake-clock.ts';

const KEY = 'a-key-that-nobody-else-may-see';

function read(differences: object = {}): ReadPairing {
  return {
    url: 'wss://kitchen.lan:7001/',
    httpUrl: 'https://kitchen.lan:7002/',
    certificate: 'ab'.repeat(32),
    key: KEY,
    name: 'Kitchen',
    ...differences,
  };
}

function start() {
  const written: string[] = [];
  const settings = openSettings({
    folder: { read: () => null, write: (_, text) => written.push(text), rename() {}, copy() {} },
    clock: createFakeClock(),
    now: () => new Date(0),
    log() {},
  });
  const keys = {
    read: vi.fn<KeyStore['read']>(() => null),
    write: vi.fn<KeyStore['write']>(),
    remove: vi.fn<KeyStore['remove']>(),
    problems: vi.fn<KeyStore['problems']>(() => []),
    storage: vi.fn<KeyStore['storage']>(() => null),
  };
  const onPaired = vi.fn<(id: string) => void>();
  const log = vi.fn<(message: string) => void>();
  const pairings = createPairings({ settings, keys, onPaired, log });
  return { settings, keys, onPaired, log, pairings, written, paired: () => settings.current().clients.followed };
}

const noSpace = () => {
  throw Object.assign(new Error(`no space for ${KEY}`), { code: 'ENOSPC' });
};

describe('pairing', () => {
  it('keeps the client in the settings and its key apart, both at once on the disk', () => {
    const { pairings, keys, onPaired, log, written, paired } = start();
    expect(pairings.pair(read())).toBeNull();
    const [client] = paired();
    expect(client).toMatchObject({ name: 'Kitchen', url: 'wss://kitchen.lan:7001/', certificate: 'ab'.repeat(32) });
    expect(keys.write).toHaveBeenCalledExactlyOnceWith(client, KEY);
    expect(onPaired).toHaveBeenCalledExactlyOnceWith(client?.id);
    expect(written.join()).toContain('wss://kitchen.lan:7001/');
    expect(`${written.join()}${JSON.stringify(log.mock.calls)}`).not.toContain(KEY);
  });

  it('again replaces key and certificate of the same client, which keeps id and name', () => {
    const { pairings, keys, onPaired, paired } = start();
    pairings.pair(read());
    const id = paired()[0]?.id ?? '';
    pairings.rename(id, 'Upstairs');
    expect(pairings.pair(read({ key: 'the-next-key-of-it', certificate: 'cd'.repeat(32) }))).toBeNull();
    expect(paired()).toEqual([
      expect.objectContaining({ id, name: 'Upstairs', certificate: 'cd'.repeat(32), url: 'wss://kitchen.lan:7001/' }),
    ]);
    expect(keys.write).toHaveBeenLastCalledWith(paired()[0], 'the-next-key-of-it');
    expect(keys.remove).not.toHaveBeenCalled();
    expect(onPaired.mock.calls).toEqual([[id], [id]]);
  });

  it('is refused with what is wrong with the pairing', () => {
    const { pairings, keys, paired } = start();
    expect(pairings.pair('key-too-short')).toBe('key-too-short');
    expect(pairings.pair(read({ url: `wss://${'k'.repeat(300)}:1/` }))).toBe('address');
    expect(keys.write).not.toHaveBeenCalled();
    expect(paired()).toEqual([]);
  });

  it('changes nothing when the key can’t be written', () => {
    const { pairings, keys, onPaired, log, paired } = start();
    keys.write.mockImplementation(noSpace);
    expect(pairings.pair(read())).toBe('not-saved');
    expect(paired()).toEqual([]);
    expect(onPaired).not.toHaveBeenCalled();
    expect(log).toHaveBeenCalledExactlyOnceWith('key not kept: ENOSPC');
  });

  it('takes eight clients, and one of them again', () => {
    const { pairings, keys, paired } = start();
    for (let port = 1; port <= 8; port += 1)
      expect(pairings.pair(read({ url: `wss://kitchen.lan:${port}/` }))).toBeNull();
    expect(pairings.pair(read({ url: 'wss://kitchen.lan:9/' }))).toBe('too-many');
    expect(pairings.pair(read({ url: 'wss://kitchen.lan:8/' }))).toBeNull();
    expect(paired()).toHaveLength(8);
    expect(keys.write).toHaveBeenCalledTimes(9);
  });
});

describe('the end of a pairing', () => {
  it('removes the key, however the client went', () => {
    const { pairings, settings, keys, paired } = start();
    pairings.pair(read());
    pairings.pair(read({ url: 'wss://cellar.lan:7001/' }));
    const [one, two] = paired().map(({ id }) => id);
    pairings.remove(one ?? '');
    expect(keys.remove).toHaveBeenCalledExactlyOnceWith([one]);
    settings.reset('clients');
    expect(keys.remove).toHaveBeenLastCalledWith([two]);
    settings.update('appearance', { theme: 'dark' });
    expect(keys.remove).toHaveBeenCalledTimes(2);
    expect(pairings.problems()).toEqual([]);
  });

  it('tells of a key that is still on the disk', () => {
    const { pairings, keys, log, paired } = start();
    pairings.pair(read());
    keys.remove.mockImplementation(noSpace);
    pairings.remove(paired()[0]?.id ?? '');
    expect(paired()).toEqual([]);
    expect(pairings.problems()).toEqual([{ kind: 'keys-left' }]);
    expect(log).toHaveBeenLastCalledWith('keys not removed: ENOSPC');
  });

  it('removes that key with the next one', () => {
    const { pairings, keys, paired } = start();
    pairings.pair(read());
    const first = paired()[0]?.id ?? '';
    keys.remove.mockImplementationOnce(noSpace);
    pairings.remove(first);
    pairings.pair(read());
    const second = paired()[0]?.id ?? '';
    pairings.remove(second);
    expect(keys.remove).toHaveBeenLastCalledWith([first, second]);
    expect(pairings.problems()).toEqual([]);
  });
});

it('a name that is not allowed changes nothing', () => {
  const { pairings, paired } = start();
  pairings.pair(read());
  const id = paired()[0]?.id ?? '';
  pairings.rename(id, '   ');
  pairings.rename('unknown', 'Cellar');
  expect(paired()[0]?.name).toBe('Kitchen');
});
