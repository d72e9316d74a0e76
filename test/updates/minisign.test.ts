import { expect, it } from 'vitest';
import { isSignedBy } from '../../src-main/updates/minisign.ts';
import { createMakers } from './makers.ts';

/** Made by minisign 0.11: `minisign -G -W`, and `minisign -S` of a file with this text, with and without `-l`. */
const FILE = Buffer.from('{"a":1}\n');
const KEY = 'RWS5obj+yN3EtX+zMTe3vwtUjfcPeVPVpsldbHU14m+ToYbj6L7abbtW';
const SIGNATURE = `untrusted comment: signature from minisign secret key
RWS5obj+yN3EtUtMlXXkk+6S2VyP7hc7ieawnMNuaKetjqfCR4UUwhs+Ud5+FfyK/6w/hU+vRgzlZfEZVyR0FkA5VxZZZWi1bgc=
trusted comment: timestamp:1796063112	file:update.json
E1/demeyg4I9nSxNbdkBor4sVFU7fnovM7P/CjHOztoXUX65nPVXw81kHWoPiPCBziUYjRf85RtMwpZuSGfOBQ==
`;
const HASHED = `untrusted comment: signature from minisign secret key
RUS5obj+yN3EtXAYVEAwWQzc0kH/NZ8KjSUBHvYQ/HtwZcNKYgR3Fq/Gslg7ncHgSaht6tklA/B0rHaNiCIjVwBG/El69X/F1QY=
`;

it('minisign’s signatures are taken from the owner of the key, for the bytes that were signed', () => {
  expect(isSignedBy(KEY, FILE, SIGNATURE)).toBe(true);
  expect(isSignedBy(KEY, Buffer.from('{"a":2}\n'), SIGNATURE)).toBe(false);
  const makers = createMakers();
  expect(isSignedBy(makers.key, FILE, makers.sign(FILE))).toBe(true);
  expect(isSignedBy(createMakers().key, FILE, makers.sign(FILE))).toBe(false);
  expect(isSignedBy(createMakers('others01').key, FILE, makers.sign(FILE))).toBe(false);
});

it.each([
  ['over a hash that Electron lacks', HASHED],
  ['cut short', SIGNATURE.slice(0, 120)],
  ['that is none', 'x'],
  ['that is empty', ''],
])('a signature %s is refused', (_, signature) => {
  expect(isSignedBy(KEY, FILE, signature)).toBe(false);
});

it('a key that is none signs nothing', () => {
  expect(isSignedBy('RWS5', FILE, SIGNATURE)).toBe(false);
  expect(isSignedBy('', FILE, SIGNATURE)).toBe(false);
});
