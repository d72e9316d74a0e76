import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readCertificateFiles } from '../../src-main/clients/certificate-files.ts';
import { makeCertificate } from '../certificates.ts';
import { makeScratchFolder } from '../lab/scratch-folder.ts';

it('a certificate is read from files, and nothing from what is none', async () => {
  const scratch = makeScratchFolder('certificate-files');
  onTestFinished(scratch.remove);
  const { cert, key } = await makeCertificate();
  const file = (name: string, text: string) => {
    writeFileSync(join(scratch.path, name), text);
    return join(scratch.path, name);
  };
  const [certificate, own] = [file('cert.pem', cert), file('key.pem', key)];
  expect(readCertificateFiles([certificate, own])?.key.trim()).toBe(key.trim());
  expect(readCertificateFiles([certificate])).toBe(null);
  expect(readCertificateFiles([certificate, scratch.path])).toBe(null);
  expect(readCertificateFiles([certificate, own, join(scratch.path, 'missing')])).toBe(null);
  expect(readCertificateFiles([certificate, file('long.pem', `${key}${' '.repeat(64 * 1024)}`)])).toBe(null);
});
