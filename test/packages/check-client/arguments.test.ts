import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { chooseEndpoints } from '../../../packages/check-client/src/arguments.ts';
import { COMMANDS } from '../../../scripts/commands.mjs';
import { readArguments, UsageError } from '../../../scripts/read-arguments.mjs';

function parseArguments(args: readonly string[]) {
  const { values, operands } = readArguments(COMMANDS['check-client'], args);
  return chooseEndpoints(values, operands[0]);
}

describe('the command line', () => {
  it('needs nothing', () => {
    const args = parseArguments([]);
    expect(args.socket).toMatchObject({ address: 'ws://127.0.0.1:6001/', isSecure: false });
    expect(args).toMatchObject({ http: null, withCommands: false });
    const usual = args.usualHttp.map(({ address }) => address);
    expect(usual).toEqual(['http://127.0.0.1:5001/', 'http://127.0.0.1:5000/']);
    expect(parseArguments(['ws://127.0.0.1:7000']).usualHttp).toEqual([]);
  });

  it('takes addresses and options', () => {
    const args = parseArguments(['ws://127.0.0.1:7000/x', '--http', 'http://127.0.0.1:5000', '--commands']);
    expect(args.socket.address).toBe('ws://127.0.0.1:7000/x');
    expect(args.http?.address).toBe('http://127.0.0.1:5000/');
    expect(args.usualHttp).toEqual([]);
    expect(args.withCommands).toBe(true);
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
    [['--json'], /json/],
    [['--pairing', '/nowhere/pairing.json'], /can not be read/],
    [['--pairing', '/nowhere/pairing.json', 'ws://127.0.0.1:1'], /leave out/],
  ])('refuses %s', (args, message) => {
    expect(() => parseArguments(args)).toThrow(UsageError);
    expect(() => parseArguments(args)).toThrow(message);
  });
});

describe('a pairing file', () => {
  const PAIRING = { url: 'wss://kitchen.lan:6001/', key: 'k'.repeat(20), certificate: 'ab'.repeat(32) };

  it('brings both addresses along, and its key is said nowhere', () => {
    const args = parseArguments(['--pairing', written(JSON.stringify(PAIRING))]);
    expect(args.socket).toMatchObject({ address: 'wss://kitchen.lan:6001/', isSecure: true });
    expect(args.http?.address).toBe('https://kitchen.lan:6001/');
    expect(JSON.stringify(args)).not.toContain(PAIRING.key);
  });

  it.each([
    ['no JSON', 'x', 0o600, /not JSON/],
    ['one that others can read', JSON.stringify(PAIRING), 0o644, /chmod 600/],
    ['one without TLS', JSON.stringify({ ...PAIRING, url: 'ws://kitchen.lan:6001/' }), 0o600, /wss:/],
  ])('is refused: %s', (_, text, mode, message) => {
    expect(() => parseArguments(['--pairing', written(text, mode)])).toThrow(message);
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
