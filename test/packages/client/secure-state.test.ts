import { createPrivateKey, X509Certificate } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSecureState } from '../../../packages/client/src/secure-state.ts';
import { readPairingFile } from '../../../src-main/clients/pairing.ts';
import { makeCertificate } from '../../certificates.ts';

const PORTS = { wsPort: 7001, httpPort: 7002 };

function scratch(): string {
  const path = mkdtempSync(join(tmpdir(), 'asystent-state-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return join(path, 'state');
}

const open = (folder: string, { host = '127.0.0.1', rotateKey = false } = {}) =>
  openSecureState({ folder, host, rotateKey, name: 'Test' });

describe('the state of a secure client', () => {
  it('is made with a certificate, a key and a pairing file that its user alone can read', async () => {
    const folder = scratch();
    const state = await open(folder);
    const certificate = new X509Certificate(state.tls.cert);
    expect(certificate.checkPrivateKey(createPrivateKey(state.tls.key))).toBe(true);
    expect(certificate.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    expect([certificate.checkIP('127.0.0.1'), certificate.checkHost('localhost')]).toEqual(['127.0.0.1', 'localhost']);
    const days = (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / 86_400_000;
    expect(days).toBeLessThanOrEqual(825);
    expect(Buffer.from(state.key, 'base64url')).toHaveLength(32);

    const file = state.writePairing(PORTS);
    expect(readPairingFile(file)).toEqual({
      url: 'wss://127.0.0.1:7001/',
      httpUrl: 'https://127.0.0.1:7002/',
      certificate: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
      key: state.key,
      name: 'Test',
    });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder))
      expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
  });

  it('is the same the next time, except for a rotated key', async () => {
    const folder = scratch();
    const first = await open(folder);
    expect(await open(folder)).toMatchObject({ tls: first.tls, key: first.key });
    const rotated = await open(folder, { rotateKey: true });
    expect(rotated.tls).toEqual(first.tls);
    expect(rotated.key).not.toBe(first.key);
    expect((await open(folder)).key).toBe(rotated.key);
  });

  it('has a certificate for the host that it listens on', async () => {
    const folder = scratch();
    const first = await open(folder);
    const other = await open(folder, { host: 'kitchen.lan' });
    expect(other.tls.cert).not.toBe(first.tls.cert);
    expect(new X509Certificate(other.tls.cert).checkHost('kitchen.lan')).toBe('kitchen.lan');
    expect(readFileSync(other.writePairing(PORTS), 'utf8')).toContain('wss://kitchen.lan:7001/');
    expect(readFileSync((await open(folder, { host: '::1' })).writePairing(PORTS), 'utf8')).toContain(
      'wss://[::1]:7001/',
    );
  });

  it('replaces files that others could read', async () => {
    const folder = scratch();
    const first = await open(folder);
    for (const name of ['key', 'private-key.pem']) chmodSync(join(folder, name), 0o644);
    const second = await open(folder);
    expect(second.key).not.toBe(first.key);
    expect(second.tls.key).not.toBe(first.tls.key);
  });

  it('makes a certificate anew that has run out or is none', async () => {
    const folder = scratch();
    const { tls } = await open(folder);
    const old = await makeCertificate({ fromDays: -10, toDays: 6 });
    for (const text of [old.cert, 'none']) {
      writeFileSync(join(folder, 'certificate.pem'), text, { mode: 0o600 });
      const renewed = await open(folder);
      expect(renewed.tls.cert).not.toBe(text);
      expect(renewed.tls.cert).not.toBe(tls.cert);
    }
  });
});
