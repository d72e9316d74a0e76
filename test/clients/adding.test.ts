import { describe, expect, it, vi } from 'vitest';
import { type AddingOptions, createAdding } from '../../src-main/clients/adding.ts';
import { createPairings } from '../../src-main/clients/pairings.ts';
import type { Watching } from '../../src-main/clients/test-assistant.ts';
import { openSettings } from '../../src-main/settings/settings-store.ts';
import type { SatellitesAnswer } from '../../src-shared/adding-contract.ts';
import { createFakeClock } from '../fake-clock.ts';
import { reported } from './reported.ts';

const TOKEN = 'a-token-that-nobody-else-may-see';
const HASS = 'hass://ha.local:8123';
const SATELLITE = `${HASS}/assist_satellite.kitchen`;
const LVA_HERE = 'lva://127.0.0.1:6055';
const ASYSTENT_HERE = 'asystent://127.0.0.1';

function start() {
  const clock = createFakeClock();
  const settings = openSettings({
    folder: { read: () => null, write() {}, rename() {}, copy() {} },
    clock,
    now: () => new Date(0),
    log() {},
  });
  const kept = new Map<string, string>();
  const keys = {
    read: (owner: object) => kept.get(JSON.stringify(owner)) ?? null,
    write: (owner: object, key: string) => void kept.set(JSON.stringify(owner), key),
    remove() {},
    problems: () => [],
    storage: () => null,
  };
  const log = vi.fn<(message: string) => void>();
  const pairings = createPairings({ settings, keys, onPaired() {}, log });
  const open = new Map<string, Watching>();
  const tokens: (string | null)[] = [];
  const assistantAt = (address: string, watching: Watching) => ({
    start: () => void open.set(address, watching),
    stop: () => void open.delete(address),
    reconnectNow() {},
    send: () => ({ sent: false, reason: 'no-link' }) as const,
  });
  const list: SatellitesAnswer = { kind: 'satellites', satellites: [], canReadTexts: true };
  const listSatellites = vi.fn<AddingOptions['listSatellites']>(async () => list);
  const listOnBroker = vi.fn<AddingOptions['listOnBroker']>(async () => ({ kind: 'clients', clients: [] }));
  const adding = createAdding({
    clock,
    settings,
    keys,
    pairings,
    places: [
      { kind: 'asystent', address: ASYSTENT_HERE, make: (watching) => assistantAt(ASYSTENT_HERE, watching) },
      { kind: 'lva', address: LVA_HERE, make: (watching) => assistantAt(LVA_HERE, watching) },
      { kind: 'hass', address: 'hass://127.0.0.1:8123', make: (watching) => assistantAt('hass', watching) },
    ],
    makeApart({ kind }, token, watching) {
      tokens.push(token);
      return assistantAt(kind, watching);
    },
    listOnBroker,
    listSatellites,
    onFound() {},
  });
  const followed = () => settings.current().clients.followed;
  return { adding, settings, clock, open, tokens, kept, listSatellites, listOnBroker, list, followed, log };
}

describe('the search on this computer', () => {
  it('is made while the page looks for assistants and can be seen [SEC-SEARCH]', () => {
    const { adding, open } = start();
    adding.seek(true);
    expect(open.size).toBe(0);
    adding.setSeen(true);
    expect([...open.keys()]).toEqual([LVA_HERE, 'hass']);
    open.get(LVA_HERE)?.onEvent(reported());
    expect(adding.found()).toEqual([{ kind: 'lva', address: LVA_HERE }]);
    adding.setSeen(false);
    expect(open.size).toBe(0);
    adding.setSeen(true);
    adding.seek(false);
    expect(open.size).toBe(0);
  });

  it('leaves out what is followed, the local Asystent too', () => {
    const { adding, settings, open } = start();
    adding.setSeen(true);
    adding.seek(true);
    expect(adding.add('lva', '127.0.0.1', '')).toBeNull();
    expect([...open.keys()]).toEqual(['hass']);
    settings.update('clients', { followLocal: false });
    expect([...open.keys()]).toEqual(['hass', ASYSTENT_HERE]);
  });
});

describe('an assistant', () => {
  it('is tested at its address, and added under a name', async () => {
    const { adding, clock, open, tokens, followed } = start();
    const test = adding.test('lva', 'ws://192.168.1.9:6055/');
    open.get('lva')?.onEvent(reported());
    clock.advance(1_500);
    expect(await test).toMatchObject({ kind: 'found' });
    expect(tokens).toEqual([null]);
    expect(adding.add('lva', '192.168.1.9', '')).toBeNull();
    expect(adding.add('lva', '127.0.0.1', ' \u202e ')).toBeNull();
    expect(followed()).toMatchObject([
      { kind: 'lva', name: 'Linux Voice Assistant 192.168.1.9', address: 'lva://192.168.1.9:6055' },
      { kind: 'lva', name: 'Linux Voice Assistant', address: 'lva://127.0.0.1:6055' },
    ]);
  });

  it('that is added again keeps its place and its name', () => {
    const { adding, followed } = start();
    adding.add('lva', '127.0.0.1', 'Desk');
    const before = followed();
    expect(adding.add('lva', 'lva://localhost:6055', 'Other')).toBeNull();
    expect(followed()).toEqual(before);
  });

  it.each([
    ['example.org', 'not-secure'],
    ['ovos://127.0.0.1', 'kind'],
    ['two words', 'malformed'],
  ] as const)('is neither tested nor added at %s', async (text, problem) => {
    const { adding, open, followed } = start();
    expect(await adding.test('lva', text)).toEqual({ kind: 'problem', problem });
    expect(adding.add('lva', text, '')).toBe(problem);
    expect([open.size, followed().length]).toEqual([0, 0]);
  });
});

describe('a token of a Home Assistant', () => {
  it('serves for the list, the test and the satellite, and is kept for its server alone [SEC-KEY-REDIRECTED] [SEC-HASS-TOKEN]', async () => {
    const { adding, tokens, kept, listSatellites, list, followed, log } = start();
    expect(await adding.satellites('http://ha.local:8123', ` ${TOKEN}\n`)).toBe(list);
    expect(listSatellites).toHaveBeenLastCalledWith(expect.objectContaining({ host: 'ha.local', port: 8123 }), TOKEN);
    void adding.test('hass', SATELLITE);
    void adding.test('hass', 'hass://other.local:8123/assist_satellite.kitchen');
    expect(tokens).toEqual([TOKEN, null]);
    expect(adding.add('hass', SATELLITE, 'Kitchen')).toBeNull();
    const [client] = followed();
    expect([...kept]).toEqual([[JSON.stringify({ id: client?.id, server: HASS }), TOKEN]]);
    expect(JSON.stringify([followed(), log.mock.calls])).not.toContain(TOKEN);
    // Another satellite of the same server needs no other token.
    expect(await adding.satellites('ha.local', '')).toBe(list);
    expect(adding.add('hass', `${HASS}/assist_satellite.attic`, 'Attic')).toBeNull();
    expect(adding.add('hass', 'hass://other.local/assist_satellite.attic', 'Attic')).toBe('no-token');
  });

  it('is forgotten when the page is gone before it was kept', async () => {
    const { adding } = start();
    await adding.satellites('ha.local', TOKEN);
    adding.setSeen(false);
    expect(await adding.satellites('ha.local', '')).toEqual({ kind: 'problem', problem: 'no-token' });
    expect(adding.add('hass', SATELLITE, '')).toBe('no-token');
  });

  it('is nothing that a header could not carry, and goes nowhere unencrypted but in the home network', async () => {
    const { adding, listSatellites } = start();
    expect(await adding.satellites('ha.local', 'two words')).toEqual({ kind: 'problem', problem: 'no-token' });
    const refused = { kind: 'problem', problem: 'not-secure' };
    expect(await adding.satellites('http://ha.example.org', TOKEN)).toEqual(refused);
    expect(listSatellites).not.toHaveBeenCalled();
  });
});

describe('a login at a broker', () => {
  const KITCHEN = 'nas.local/asystent/kitchen';

  it('serves for the test and the assistant, and is kept for its broker alone [SEC-KEY-REDIRECTED] [SEC-MQTT-LOGIN]', () => {
    const { adding, tokens, kept, followed, log } = start();
    adding.giveLogin(KITCHEN, 'desk', TOKEN);
    void adding.test('mqtt', KITCHEN);
    void adding.test('mqtt', 'mqtts://nas.local/asystent/kitchen');
    expect(tokens).toEqual([`desk:${TOKEN}`, null]);
    expect(adding.add('mqtt', KITCHEN, '')).toBeNull();
    const [client] = followed();
    expect(client).toMatchObject({ kind: 'mqtt', address: 'mqtt://nas.local:1883/asystent/kitchen' });
    expect([...kept]).toEqual([[JSON.stringify({ id: client?.id, server: 'mqtt://nas.local:1883' }), `desk:${TOKEN}`]]);
    expect(JSON.stringify([followed(), log.mock.calls])).not.toContain(TOKEN);
    // Another assistant there needs no other login.
    void adding.test('mqtt', 'nas.local/asystent/attic');
    expect(tokens.at(-1)).toBe(`desk:${TOKEN}`);
  });

  it('is not needed where the broker asks for none', () => {
    const { adding, kept, followed } = start();
    expect(adding.add('mqtt', KITCHEN, '')).toBeNull();
    expect([followed().length, kept.size]).toEqual([1, 0]);
  });

  it.each([
    ['', 'word'],
    ['a:b', 'word'],
    ['line\nfeed', 'word'],
  ])('has a user whose name can be told from the password: not %j', (user, password) => {
    const { adding, tokens } = start();
    adding.giveLogin(KITCHEN, user, password);
    void adding.test('mqtt', KITCHEN);
    expect(tokens).toEqual([null]);
  });

  it('is forgotten when the page is gone before it was kept', () => {
    const { adding, tokens } = start();
    adding.giveLogin(KITCHEN, 'desk', TOKEN);
    adding.setSeen(false);
    void adding.test('mqtt', KITCHEN);
    expect(tokens).toEqual([null]);
  });

  it('goes with a certificate, which is kept as it is, and is enough alone [SEC-MQTT-LOGIN]', () => {
    const { adding, tokens, kept, followed, log } = start();
    const own = { cert: 'a certificate', key: TOKEN };
    const at = 'mqtts://nas.local/asystent/';
    expect(adding.giveCertificate(at, null)).toBe('none');
    expect(adding.giveCertificate('nas.local:8001/x', own)).toBe('none');
    expect(adding.giveCertificate(at, own)).toBe('taken');
    void adding.test('mqtt', `${at}kitchen`);
    expect(tokens.map((token) => JSON.parse(token ?? ''))).toEqual([{ login: null, certificate: own }]);
    adding.giveLogin(`${at}kitchen`, 'desk', 'word');
    expect(adding.add('mqtt', `${at}kitchen`, '')).toBeNull();
    expect([...kept.values()].map((text) => JSON.parse(text))).toEqual([{ login: 'desk:word', certificate: own }]);
    expect(JSON.stringify([followed(), log.mock.calls])).not.toContain(TOKEN);
  });
});

describe('the assistants at a broker', () => {
  it('are asked for with what was given for it, or is kept', async () => {
    const { adding, listOnBroker } = start();
    adding.giveLogin('nas.local', 'desk', TOKEN);
    expect(await adding.onBroker('nas.local/home/asystent/')).toEqual({ kind: 'clients', clients: [] });
    const [place, secret] = listOnBroker.mock.lastCall ?? [];
    expect(place).toEqual({
      server: { host: 'nas.local', port: 1883, isEncrypted: false, certificate: null },
      base: 'home/asystent',
    });
    expect(secret).toEqual({ login: `desk:${TOKEN}`, certificate: null });
    expect(adding.add('mqtt', 'nas.local/home/asystent/kitchen', '')).toBeNull();
    await adding.onBroker('nas.local');
    expect(listOnBroker.mock.lastCall?.[1]).toEqual(secret);
    await adding.onBroker('mqtts://nas.local');
    expect(listOnBroker.mock.lastCall?.[1]).toEqual({ login: null, certificate: null });
  });

  it('are not asked for where there can be none', async () => {
    const { adding, listOnBroker } = start();
    expect(await adding.onBroker('broker.example.org')).toEqual({ kind: 'problem', problem: 'not-secure' });
    expect(await adding.onBroker('nas.local/#')).toEqual({ kind: 'problem', problem: 'malformed' });
    expect(listOnBroker).not.toHaveBeenCalled();
  });
});
