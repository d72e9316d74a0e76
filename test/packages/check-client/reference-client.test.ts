import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createReferenceClient } from '../../../packages/client/src/reference-client.ts';
import { openSecureState } from '../../../packages/client/src/secure-state.ts';
import { PROJECT_ROOT } from '../../../scripts/project-root.ts';
import { readPairingFile } from '../../../src-main/clients/pairing.ts';
import { closedPort } from '../../loopback.ts';

const TIMEOUT = { timeout: 30_000 };
const PORTS = { wsPorts: [0], httpPorts: [0] };

describe('npm run check-client', TIMEOUT, () => {
  it.each([1, 2] as const)('finds nothing wrong with the reference client of version %s', async (protocol) => {
    const client = createReferenceClient({ ...PORTS, protocol });
    onTestFinished(client.stop);
    const { wsPort, httpPort } = await client.start();
    const before = client.status();
    const addresses = [`ws://127.0.0.1:${wsPort}`, '--http', `http://127.0.0.1:${httpPort}`];
    const { code, out, err } = await run(...addresses, '--commands');
    expect(err).toBe('');
    expect(out).toMatch(/^23 right, 0 wrong, 0 to look at, 5 not tried$/m);
    expect(out).toContain(protocol === 2 ? '✓ hello: version 2' : '✓ hello: ignored');
    expect(code).toBe(0);
    expect(client.status().monitoring).toBe(before.monitoring);
  });

  it('nor with the secure one, by its pairing file, and prints no key', async () => {
    const folder = temporaryFolder();
    const state = await openSecureState({ folder, host: '127.0.0.1', rotateKey: false, name: 'Test' });
    const client = createReferenceClient({ ...PORTS, protocol: 2, tls: state.tls, keys: [state.key] });
    onTestFinished(client.stop);
    const file = state.writePairing(await client.start());
    const { code, out } = await run('--pairing', file, '--commands');
    expect(out).toMatch(/^25 right, 0 wrong, 0 to look at, 3 not tried$/m);
    expect(out).not.toContain(state.key);
    expect(code).toBe(0);
  });

  it.each([
    ['another certificate', { certificate: 'ab'.repeat(32) }, /✗ reachable: .*certificate is not the one/],
    ['another key', { key: 'x'.repeat(20) }, /✗ handshake: it does not take the key \(401\)/],
  ])('says what is wrong with %s', async (_, differences, message) => {
    const folder = temporaryFolder();
    const state = await openSecureState({ folder, host: '127.0.0.1', rotateKey: false, name: 'Test' });
    const client = createReferenceClient({ ...PORTS, tls: state.tls, keys: [state.key] });
    onTestFinished(client.stop);
    const { wsPort } = await client.start();
    const file = state.writePairing({ wsPort, httpPort: wsPort });
    const pairing = { url: `wss://127.0.0.1:${wsPort}/`, key: state.key, certificate: '', ...differences };
    if (pairing.certificate === '') pairing.certificate = certificateOf(file);
    const changed = join(folder, 'changed.json');
    writeFileSync(changed, JSON.stringify(pairing), { mode: 0o600 });
    const { code, out } = await run('--pairing', changed);
    expect(out).toMatch(message);
    expect(code).toBe(1);
  });

  it('gives advice when nothing listens, and ends with 1', async () => {
    const { code, out } = await run(`ws://127.0.0.1:${await closedPort()}`);
    expect(out).toMatch(/^✗ reachable: .*nothing listens there\n {4}Start your client/);
    expect(out).toMatch(/^0 right, 1 wrong, 0 to look at, 27 not tried$/m);
    expect(out.split('\n').length).toBeLessThan(12);
    expect(code).toBe(1);
  });

  it('prints JSON for programs with --json', async () => {
    const { code, out } = await run(`ws://127.0.0.1:${await closedPort()}`, '--json');
    const { counts, points } = JSON.parse(out);
    expect(counts).toEqual({ right: 0, wrong: 1, warning: 0, 'not-tried': 27 });
    expect(points[0]).toMatchObject({
      id: 'reachable',
      verdict: 'wrong',
      section: 'docs/protocol.md#ports-and-frames',
    });
    expect(code).toBe(1);
  });

  it('ends with 2 and its usage when it is called wrongly', async () => {
    const { code, out, err } = await run('ws://192.168.1.20:6001');
    expect(err).toMatch(/127\.0\.0\.1 only.*\n\nUsage: npm run check-client/s);
    expect(out).toBe('');
    expect(code).toBe(2);
  });
});

function certificateOf(file: string): string {
  const read = readPairingFile(file);
  if (typeof read === 'string') throw new Error(read);
  return read.certificate;
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'asystent-check-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

function run(...args: string[]): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  const child = spawn(process.execPath, [join(PROJECT_ROOT, 'packages/check-client/src/main.ts'), ...args]);
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (data) => {
    out += String(data);
  });
  child.stderr.on('data', (data) => {
    err += String(data);
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}
