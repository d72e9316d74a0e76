import { describe, expect, it } from 'vitest';
import {
  addressExamples,
  addressText,
  brokerText,
  isInHomeNetwork,
  parseAddress,
  parseBrokerPlace,
  parseHassServer,
  secretServer,
  withoutSecrets,
} from '../../src-shared/assistant-address.ts';

describe('the address of an assistant', () => {
  it.each([
    ['asystent://127.0.0.1', { kind: 'asystent' }],
    ['asystent://localhost/', { kind: 'asystent' }],
    ['ovos://127.0.0.1:8181/core', { kind: 'ovos', host: '127.0.0.1', port: 8181, path: '/core' }],
    ['ovos://192.168.1.20', { kind: 'ovos', host: '192.168.1.20', port: 8181, path: '/core' }],
    ['OVOS://Kitchen.local:80/bus', { kind: 'ovos', host: 'kitchen.local', port: 80, path: '/bus' }],
    ['lva://[fd00::1]', { kind: 'lva', host: '[fd00::1]', port: 6055 }],
    ['lva://localhost', { kind: 'lva', host: '127.0.0.1', port: 6055 }],
    [' lva://satellite:443/ ', { kind: 'lva', host: 'satellite', port: 443 }],
    [
      'hass://homeassistant.local/assist_satellite.kitchen',
      {
        ...{ kind: 'hass', host: 'homeassistant.local', port: 8123 },
        ...{ isEncrypted: false, certificate: null, entity: 'assist_satellite.kitchen' },
      },
    ],
    [
      'hass+tls://home.example.org/assist_satellite.kitchen_2',
      {
        ...{ kind: 'hass', host: 'home.example.org', port: 443 },
        ...{ isEncrypted: true, certificate: null, entity: 'assist_satellite.kitchen_2' },
      },
    ],
    [
      'mqtt://localhost/asystent/kitchen',
      {
        ...{ kind: 'mqtt', host: '127.0.0.1', port: 1883 },
        ...{ isEncrypted: false, certificate: null, topic: 'asystent/kitchen' },
      },
    ],
    [
      'MQTTS://broker.example.org/home/voice/Desk_2',
      {
        ...{ kind: 'mqtt', host: 'broker.example.org', port: 8883 },
        ...{ isEncrypted: true, certificate: null, topic: 'home/voice/Desk_2' },
      },
    ],
  ])('is read from %s', (text, address) => {
    expect(parseAddress(text)).toEqual(address);
  });

  it.each([
    ['', 'kind'],
    ['127.0.0.1:8181', 'kind'],
    ['wyoming://127.0.0.1', 'kind'],
    ['ws://127.0.0.1:8181/core', 'kind'],
    ['ovos+tls://127.0.0.1', 'kind'],
    ['ovos:127.0.0.1', 'kind'],
    ['ovos://', 'malformed'],
    ['ovos://127.0.0.1:66000', 'malformed'],
    ['ovos://127.0.0.1:0', 'malformed'],
    ['ovos://user:word@127.0.0.1', 'malformed'],
    ['ovos://127.0.0.1/core?all', 'malformed'],
    ['ovos://127.0.0.1/core#1', 'malformed'],
    ['ovos://two words', 'malformed'],
    [`ovos://${'a'.repeat(301)}`, 'malformed'],
    ['lva://127.0.0.1/core', 'malformed'],
    ['asystent://127.0.0.1:6001', 'malformed'],
    ['asystent://kitchen.lan', 'needs-pairing'],
    ['ovos://127.0.0.1:8001/core', 'main-server'],
    ['hass://127.0.0.1', 'entity'],
    ['hass://127.0.0.1/light.kitchen', 'entity'],
    ['hass://127.0.0.1/assist_satellite.Kitchen/x', 'entity'],
    ['hass://home.example.org/assist_satellite.kitchen', 'not-secure'],
    ['mqtt://127.0.0.1', 'topic'],
    ['mqtt://127.0.0.1/asystent', 'topic'],
    ['mqtt://127.0.0.1/asystent/', 'topic'],
    ['mqtt://127.0.0.1/asystent/+', 'topic'],
    ['mqtt://127.0.0.1/asystent/%23', 'topic'],
    ['mqtt://user:word@127.0.0.1/asystent/kitchen', 'malformed'],
    [`mqtt://127.0.0.1/asystent/kitchen#sha256=${'ab'.repeat(32)}`, 'malformed'],
    ['mqtts://127.0.0.1:8001/asystent/kitchen', 'main-server'],
    ['mqtt://broker.example.org/asystent/kitchen', 'not-secure'],
    ['ovos://8.8.8.8', 'not-secure'],
    ['lva://satellite.example.org', 'not-secure'],
  ])('is not %j: %s', (text, problem) => {
    expect(parseAddress(text)).toBe(problem);
  });

  it('is written so that it reads the same', () => {
    for (const text of addressExamples()) {
      const address = parseAddress(text);
      expect(address).toBeTypeOf('object');
      expect(typeof address === 'string' ? address : parseAddress(addressText(address))).toEqual(address);
    }
  });
});

it('a Home Assistant is found by the address that the browser shows', () => {
  const plain = { host: 'homeassistant.local', port: 8123, isEncrypted: false, certificate: null };
  expect(parseHassServer('http://homeassistant.local:8123/lovelace/0')).toEqual(plain);
  expect(parseHassServer('homeassistant.local')).toEqual(plain);
  expect(parseHassServer('hass://homeassistant.local:8123')).toEqual(plain);
  expect(parseHassServer('https://home.example.org')).toEqual({
    host: 'home.example.org',
    port: 443,
    isEncrypted: true,
    certificate: null,
  });
  expect(parseHassServer('http://home.example.org')).toBe('not-secure');
  expect(parseHassServer('ovos://127.0.0.1')).toBe('kind');
  expect(parseHassServer('https://127.0.0.1:8001')).toBe('main-server');
  expect(parseHassServer('https://')).toBe('malformed');
});

it('a Home Assistant may be known by its certificate', () => {
  const certificate = 'ab'.repeat(32);
  const shown = 'AB:'.repeat(31).concat('AB');
  const address = `hass+tls://192.168.1.5:8123/assist_satellite.kitchen#sha256=${certificate}`;
  expect(parseAddress(address)).toMatchObject({ kind: 'hass', isEncrypted: true, certificate });
  expect(parseAddress(address.replace(certificate, shown))).toEqual(parseAddress(address));
  expect(parseHassServer(`https://192.168.1.5:8123/#sha256=${shown}`)).toMatchObject({ certificate });
  const parsed = parseAddress(address);
  expect(typeof parsed === 'string' ? parsed : addressText(parsed)).toBe(address);
  expect(parseAddress(address.replace('+tls', ''))).toBe('malformed');
  expect(parseAddress(address.slice(0, -1))).toBe('malformed');
});

it('knows the server that a secret belongs to', () => {
  const pin = `#sha256=${'ab'.repeat(32)}`;
  const serverOf = (text: string) => {
    const address = parseAddress(text);
    return typeof address === 'string' || address.kind === 'asystent' ? address : secretServer(address);
  };
  expect(serverOf('mqtt://nas/asystent/kitchen')).toBe('mqtt://nas:1883');
  expect(serverOf(`mqtts://nas/asystent/kitchen${pin}`)).toBe(`mqtts://nas:8883${pin}`);
  expect(serverOf('hass://ha.local/assist_satellite.kitchen')).toBe('hass://ha.local:8123');
  expect(serverOf('lva://127.0.0.1')).toBeNull();
});

it('knows which hosts are in the home network [SEC-PLAIN-ADDRESS]', () => {
  const inside = ['127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.0.1', '192.168.0.1', '169.254.1.1', '[::1]'];
  const names = ['kitchen', 'kitchen.local', 'a.b.lan', 'nas.home.arpa', '[fd12::1]', '[fe80::1]'];
  const outside = ['172.32.0.1', '192.169.0.1', '11.0.0.1', '8.8.8.8', '[2001:db8::1]', '[::ffff:808:808]'];
  const others = ['example.org', 'local.example.org', '10.example.org'];
  for (const host of [...inside, ...names]) expect(isInHomeNetwork(host), host).toBe(true);
  for (const host of [...outside, ...others]) expect(isInHomeNetwork(host), host).toBe(false);
});

it('a message shows no password of a text that should be an address', () => {
  expect(withoutSecrets('hass://me:secret@host/x')).toBe('hass://…@host/x');
  expect(withoutSecrets('hass://host/x?token=secret')).toBe('hass://host/x?…');
  expect(withoutSecrets('ovos://host')).toBe('ovos://host');
});

describe('a broker without an assistant', () => {
  const server = { host: 'nas.local', port: 1883, isEncrypted: false, certificate: null };

  it.each([
    ['nas.local', { server, base: 'asystent' }],
    ['nas.local/', { server, base: 'asystent' }],
    ['nas.local/asystent/', { server, base: 'asystent' }],
    ['mqtt://nas.local:1884/home/asystent', { server: { ...server, port: 1884 }, base: 'home/asystent' }],
    ['mqtts://nas.local', { server: { ...server, port: 8883, isEncrypted: true }, base: 'asystent' }],
    ['nas.local/asystent/+', 'topic'],
    ['nas.local:8001', 'main-server'],
    ['broker.example.org', 'not-secure'],
    ['http://nas.local', 'kind'],
    ['', 'malformed'],
  ])('%s', (text, place) => {
    expect(parseBrokerPlace(text)).toEqual(place);
  });

  it('has a text that a login belongs to, as the address of an assistant there', () => {
    const address = parseAddress('mqtt://nas.local/asystent/kitchen');
    if (typeof address === 'string' || address.kind === 'asystent') throw new Error('no address');
    expect(brokerText(server)).toBe(secretServer(address));
  });
});
