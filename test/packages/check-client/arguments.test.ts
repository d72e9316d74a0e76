import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Arguments, parseArguments } from '../../../packages/check-client/src/arguments.ts';
import { UsageError } from '../../../packages/check-client/src/usage-error.ts';

function parsed(args: readonly string[]): Arguments {
  const found = parseArguments(args);
  if (found === null) throw new Error('it asks for help');
  return found;
}

describe('the command line', () => {
  it('needs nothing', () => {
    const args = parsed([]);
    expect(args.socket).toMatchObject({ address: 'ws://127.0.0.1:6001/', isSecure: false });
    expect(args).toMatchObject({ http: null, withCommands: false, asJson: false });
    const usual = args.usualHttp.map(({ address }) => address);
    expect(usual).toEqual(['http://127.0.0.1:5001/', 'http://127.0.0.1:5000/']);
    expect(parsed(['ws://127.0.0.1:7000']).usualHttp).toEqual([]);
  });

  it('takes addresses and options', () => {
    const args = parsed(['ws://127.0.0.1:7000/x', '--http', 'http://127.0.0.1:5000', '--commands', '--json']);
    expect(args.socket.address).toBe('ws://127.0.0.1:7000/x');
    expect(args.http?.address).toBe('http://127.0.0.1:5000/');
    expect(args.usualHttp).toEqual([]);
    expect(args).toMatchObject({ withCommands: true, asJson: true });
  });

  it.each([
    [['ws://192.168.1.20:6001'], /127\.0\.0\.1 only.*--pairing/],
    [['ws://assistant.example:6001'], /127\.0\.0\.1 only/],
    [['ws://127.0.0.1.example.com:6001'], /127\.0\.0\.1 only/],
    [['ws://localhost:6001'], /write 127\.0\.0\.1/],
    [['ws://[::1]:6001'], /127\.0\.0\.1 only/],
    [['wss://127.0.0.1:6001'], /--pairing/],
    [['http://127.0.0.1:6001'], /no address of the kind ws:/],
    [['six'], /no address of the kind ws:/],
    [['ws://127.0.0.1:8001'], /main server/],
    [['--http', 'http://10.0.0.1:5001'], /127\.0\.0\.1 only/],
    [['--http', 'ws://127.0.0.1:5001'], /no address of the kind http:/],
    [['ws://127.0.0.1:1', 'ws://127.0.0.1:2'], /Unexpected argument: ws:\/\/127\.0\.0\.1:2/],
    [['--jason'], /jason/],
    [['--pairing', '/nowhere/pairing.json'], /cannot be read/],
    [['--pairing', '/nowhere/pairing.json', 'ws://127.0.0.1:1'], /leave out/],
  ])('refuses %s', (args, message) => {
    expect(() => parseArguments(args)).toThrow(UsageError);
    expect(() => parseArguments(args)).toThrow(message);
  });
});

describe('a pairing file', () => {
  const PAIRING = { url: 'wss://kitchen.lan:6001/', key: 'k'.repeat(20), certificate: 'ab'.repeat(32) };

  it('brings both addresses along, and its key is said nowhere', () => {
    const args = parsed(['--pairing', written(JSON.stringify(PAIRING))]);
    expect(args.socket).toMatchObject({ address: 'wss://kitchen.lan:6001/', isSecure: true });
    expect(args.http?.address).toBe('https://kitchen.lan:6001/');
    expect(JSON.stringify(args)).not.toContain(PAIRING.key);
    expect(parseArguments(['--pairing', 'x', '-h'])).toBeNull();
  });

  it.each([
    ['no JSON', 'x', 0o600, /not JSON/],
    ['one that others can read', JSON.stringify(PAIRING), 0o644, /chmod 600/],
    ['one without TLS', JSON.stringify({ ...PAIRING, url: 'ws://kitchen.lan:6001/' }), 0o600, /wss:/],
    [
      'one with a path',
      JSON.stringify({ ...PAIRING, url: 'wss://kitchen.lan:6001/x' }),
      0o600,
      /nothing behind the port/,
    ],
    [
      'one for the main server',
      JSON.stringify({ ...PAIRING, http: 'https://kitchen.lan:8001/' }),
      0o600,
      /main server/,
    ],
    ['one with half a certificate', JSON.stringify({ ...PAIRING, certificate: 'ab' }), 0o600, /64 hex digits/],
    ['one without a key', JSON.stringify({ ...PAIRING, key: undefined }), 0o600, /key must be 16 to 500/],
  ])('is refused: %s', (_, text, mode, message) => {
    expect(() => parseArguments(['--pairing', written(text, mode)])).toThrow(message);
  });

  it('with a wrong key is refused without saying the key', () => {
    const file = written(JSON.stringify({ ...PAIRING, key: 'too-short' }));
    expect(() => parseArguments(['--pairing', file])).toThrow(/^(?!.*too-short).*key must be 16 to 500/);
  });
});

function written(text: string, mode = 0o600): string {
  const folder = mkdtempSync(join(tmpdir(), 'asystent-pairing-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'pairing.json');
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
}
