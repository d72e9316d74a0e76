import { createPublicKey, verify } from 'node:crypto';

/**
 * Signatures as `minisign -S -l` writes them: Ed25519 over the file itself. Those without `-l` are over its BLAKE2b hash, which
 * Electron's cryptography does not have.
 */

/** The prefix of both keys and signatures: the algorithm, and the number of the pair of keys. */
const ALGORITHM = Buffer.from('Ed');
const PREFIX_BYTES = 10;
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** The DER prefix of an Ed25519 key. */
const KEY_INFO = Buffer.from('302a300506032b6570032100', 'hex');

/** Whether the owner of a key has signed the bytes. @param signature the text of the `.minisig` file. */
export function isSignedBy(key: string, bytes: Uint8Array, signature: string): boolean {
  const keyBytes = Buffer.from(key, 'base64');
  const signed = Buffer.from(signature.split('\n')[1] ?? '', 'base64');
  if (keyBytes.length !== PREFIX_BYTES + KEY_BYTES || signed.length !== PREFIX_BYTES + SIGNATURE_BYTES) return false;
  if (!keyBytes.subarray(0, PREFIX_BYTES).equals(signed.subarray(0, PREFIX_BYTES))) return false;
  if (!keyBytes.subarray(0, ALGORITHM.length).equals(ALGORITHM)) return false;
  const der = Buffer.concat([KEY_INFO, keyBytes.subarray(PREFIX_BYTES)]);
  const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
  return verify(null, bytes, publicKey, signed.subarray(PREFIX_BYTES));
}
