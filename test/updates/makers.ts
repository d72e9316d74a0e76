import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** Whoever makes releases: signs files as `minisign -S -l` does, over the file itself. */
export interface Makers {
  /** Their public key, as package.json has it. */
  readonly key: string;
  /** The text of a signature's file. */
  sign(bytes: Uint8Array): string;
}

/** @param keyNumber tells pairs of keys apart, and proves nothing. */
export function createMakers(keyNumber = 'makers01'): Makers {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const prefix = Buffer.from(`Ed${keyNumber}`);
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const signed = (bytes: Uint8Array, key: KeyObject) => Buffer.concat([prefix, sign(null, bytes, key)]);
  return {
    key: Buffer.concat([prefix, raw]).toString('base64'),
    sign: (bytes) => `untrusted comment: of a test\n${signed(bytes, privateKey).toString('base64')}\n`,
  };
}

export const sha512 = (bytes: Uint8Array) => createHash('sha512').update(bytes).digest('hex');

/** The fields of a feed. */
export const RELEASE = {
  name: 'asystent-overlay',
  channel: 'stable',
  version: '9.0.0',
  notes: 'A faster bubble.',
  images: [] as readonly { arch: string; name: string; size: number; sha512: string }[],
};
