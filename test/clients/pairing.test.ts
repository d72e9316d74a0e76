import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parsePairing, readPairingFile } from '../../src-main/clients/pairing.ts';

const FINGERPRINT = 'AB:'.repeat(31).concat('AB');
const FIELDS = { url: 'wss://kitchen.lan:7001/', key: 'k'.repeat(43), certificate: FINGERPRINT };
const TEXT = JSON.stringify(FIELDS);

describe('the text of a pairing', () => {
  it('gives what is needed to reach the client', () => {
    expect(parsePairing(` ${TEXT}\n`)).toEqual({
      url: 'wss://kitchen.lan:7001/',
      httpUrl: 'https://kitchen.lan:7001/',
      certificate: 'ab'.repeat(32),
      key: FIELDS.key,
      name: 'kitchen.lan',
    });
  });

  it('may say where HTTP is, and a name, of which one line is taken', () => {
    const text = JSON.stringify({ ...FIELDS, http: 'https://[::1]:7002', name: ' The\n kitchen \u0007 ', more: true });
    expect(parsePairing(text)).toMatchObject({ httpUrl: 'https://[::1]:7002/', name: 'The kitchen' });
    expect(parsePairing(JSON.stringify({ ...FIELDS, name: 'x'.repeat(500) }))).toMatchObject({
      name: expect.stringMatching(/^x{10,59}…?$|^x{60}$/),
    });
  });

  it.each([
    ['nothing', '', 'not-json'],
    ['half of it', TEXT.slice(0, -5), 'not-json'],
    ['something else', '"wss://kitchen.lan:7001/"', 'not-json'],
    ['a list', `[${TEXT}]`, 'field-missing'],
    ['more than 16 KiB', `${TEXT}${' '.repeat(16 * 1024)}`, 'too-large'],
  ])('is refused when it is %s', (_, text, problem) => {
    expect(parsePairing(text)).toBe(problem);
  });

  it.each([
    [{ key: undefined }, 'field-missing'],
    [{ certificate: undefined }, 'field-missing'],
    [{ url: 5 }, 'field-missing'],
    [{ key: 'k'.repeat(15) }, 'key-too-short'],
    [{ key: '' }, 'key-too-short'],
    [{ key: `${'k'.repeat(20)} k` }, 'key-not-allowed'],
    [{ key: `${'k'.repeat(20)}\r\nHost: x` }, 'key-not-allowed'],
    [{ key: `${'k'.repeat(20)}ż` }, 'key-not-allowed'],
    [{ key: 'k'.repeat(501) }, 'key-not-allowed'],
    [{ certificate: 'ab'.repeat(31) }, 'certificate'],
    [{ certificate: 'zz'.repeat(32) }, 'certificate'],
    [{ url: 'kitchen.lan' }, 'address'],
    [{ url: 'file:///etc/passwd' }, 'address'],
    [{ url: 'https://kitchen.lan:7001/' }, 'address'],
    [{ url: 'wss://kitchen.lan:7001/somewhere' }, 'address'],
    [{ url: 'wss://kitchen.lan:7001/?key=1' }, 'address'],
    [{ url: 'wss://user:pass@kitchen.lan:7001/' }, 'address'],
    [{ url: 'ws://kitchen.lan:7001/' }, 'not-secure'],
    [{ http: 'http://kitchen.lan:7001/' }, 'not-secure'],
    [{ http: 'wss://kitchen.lan:7001/' }, 'address'],
    [{ url: 'wss://kitchen.lan:8001/' }, 'main-server'],
    [{ http: 'https://kitchen.lan:8001/' }, 'main-server'],
  ])('is refused with %j [SEC-NO-DOWNGRADE]', (differences, problem) => {
    expect(parsePairing(JSON.stringify({ ...FIELDS, ...differences }))).toBe(problem);
  });
});

describe('the file of a pairing', () => {
  function folder(): string {
    const path = mkdtempSync(join(tmpdir(), 'asystent-pairing-'));
    onTestFinished(() => rmSync(path, { recursive: true, force: true }));
    return path;
  }
  function file(mode: number, text = TEXT): string {
    const path = join(folder(), 'pairing.json');
    writeFileSync(path, text);
    chmodSync(path, mode);
    return path;
  }

  it.each([0o600, 0o400])('is read with mode %o', (mode) => {
    expect(readPairingFile(file(mode))).toMatchObject({ key: FIELDS.key });
  });

  it.each([0o644, 0o640, 0o660, 0o604, 0o610])('is refused with mode %o [SEC-KEY-LEAKS]', (mode) => {
    expect(readPairingFile(file(mode))).toBe('file-not-private');
  });

  it.runIf(process.getuid?.() === 0)('is refused when it is somebody else’s', () => {
    const path = file(0o600);
    chownSync(path, 65_534, 65_534);
    expect(readPairingFile(path)).toBe('file-not-private');
  });

  it('is refused when it is too large', () => {
    expect(readPairingFile(file(0o600, ' '.repeat(20_000)))).toBe('too-large');
  });

  it('is refused when it is none', () => {
    const unreadable = 'file-unreadable';
    expect(readPairingFile(join(folder(), 'missing.json'))).toBe(unreadable);
    const directory = join(folder(), 'directory');
    mkdirSync(directory, { mode: 0o700 });
    expect(readPairingFile(directory)).toBe(unreadable);
    const pipe = join(folder(), 'pipe');
    execFileSync('mkfifo', ['-m', '600', pipe]);
    expect(readPairingFile(pipe)).toBe(unreadable);
  });
});
