import { readFileSync, statSync } from 'node:fs';
import { type OwnCertificate, readOwnCertificate } from '../assistants/broker-secret.ts';

/** Longer files hold no certificate. */
const FILE_MAX_BYTES = 64 * 1024;

/** Read a certificate with its key from files. @returns null without both, or if a file can't be read. */
export function readCertificateFiles(paths: readonly string[]): OwnCertificate | null {
  try {
    // A pipe would block until somebody writes into it.
    const texts = paths.map((path) => {
      const stats = statSync(path);
      return stats.isFile() && stats.size <= FILE_MAX_BYTES ? readFileSync(path, 'utf8') : '';
    });
    return readOwnCertificate(texts);
  } catch {
    return null;
  }
}
