import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { PollAnswer } from '../../../src-main/assistants/asystent/polling-transport.ts';
import { secureTransports } from '../../../src-main/assistants/asystent/secure-transport.ts';
import { readPairingFile } from '../../../src-main/clients/pairing.ts';
import { listen } from '../../loopback.ts';

const MAIN = resolve(import.meta.dirname, '../../../packages/client/src/main.ts');

function run(...args: string[]) {
  const { ASYSTENT_WS_PORTS: _ws, ASYSTENT_HTTP_PORTS: _http, ASYSTENT_LANG: _language, ...env } = process.env;
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const output = { out: '', err: '' };
  let waiting = () => {};
  child.stdout.on('data', (chunk) => {
    output.out += chunk;
    waiting();
  });
  child.stderr.on('data', (chunk) => {
    output.err += chunk;
  });
  return {
    child,
    output,
    ended: new Promise<number | null>((resolve) => child.on('close', resolve)),
    /** Resolves with the match once the output has one. */
    async says(pattern: RegExp): Promise<RegExpExecArray> {
      for (;;) {
        const match = pattern.exec(output.out);
        if (match !== null) return match;
        await new Promise<void>((resolve) => {
          waiting = resolve;
        });
      }
    },
  };
}

const LISTENING = /^listening ws:\/\/127\.0\.0\.1:(\d+) http:\/\/127\.0\.0\.1:(\d+)$/m;

describe('the reference client as a program', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'says what happens, and ends with 0 on %s after closing with 1001',
    async (signal) => {
      const { child, says, ended } = run('--ws-ports', '0', '--http-ports', '0');
      const [, wsPort] = await says(LISTENING);
      const overlay = new WebSocket(`ws://127.0.0.1:${wsPort}/`);
      const closed = new Promise<number>((resolve) => overlay.on('close', resolve));
      await says(/^overlay connected \(1\)$/m);
      overlay.send('{"type":"command","command":"toggle_monitoring"}');
      await says(/^command toggle_monitoring$/m);
      child.kill(signal);
      expect(await closed).toBe(1001);
      expect(await ended).toBe(0);
    },
  );

  it('names the ports when all are taken, and ends with 1', async () => {
    const { port } = await listen(createServer());
    const { output, ended } = run('--ws-ports', `${port}`, '--http-ports', '0');
    expect(await ended).toBe(1);
    const err = `No WebSocket port is free; tried ${port} on 127.0.0.1\nEnd what uses them, or give others with --ws-ports and --http-ports.\n`;
    expect(output).toEqual({ out: '', err });
  });

  it.each([
    [
      'an address of another machine',
      ['--host', '192.0.2.1'],
      /^192\.0\.2\.1 is no address of this machine\nGive one with --host/,
    ],
    ['no folder', ['--state-folder', join(import.meta.filename, 'x')], /\nGive a folder .* with --state-folder\.\n$/],
  ])('says what to do about %s, and ends with 1', async (_what, args, said) => {
    const folder = mkdtempSync(join(tmpdir(), 'asystent-state-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const { output, ended } = run(
      '--ws-ports',
      '0',
      '--http-ports',
      '0',
      '--secure',
      '--state-folder',
      folder,
      ...args,
    );
    expect(await ended).toBe(1);
    expect(output.err).toMatch(said);
    expect(output.err).not.toMatch(/^ +at /m);
  });

  it('says what is wrong with an argument, and ends with 2', async () => {
    const { output, ended } = run('--ws-ports', 'six');
    expect(await ended).toBe(2);
    expect(output.err).toMatch(/^--ws-ports six: give ports .*\n\nUsage: /);
  });

  it('says how it is used', async () => {
    const { output, ended } = run('--help');
    expect(await ended).toBe(0);
    expect(output.out).toMatch(/^Usage: /);
  });

  it('is secure when asked to, says where the pairing file is, and never the key', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'asystent-state-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const secure = ['--secure', '--state-folder', folder, '--ws-ports', '0', '--http-ports', '0'];
    const { says, output } = run(...secure);
    const [, file = ''] = await says(/^pairing file: (.*)$/m);
    const read = readPairingFile(file);
    if (typeof read === 'string') throw new Error(read);
    const { key, certificate, httpUrl } = read;
    const { poll } = secureTransports(read, () => key);
    const answer = await new Promise<PollAnswer>((done) => poll(Number(new URL(httpUrl).port), done));
    expect(answer.kind).toBe('body');
    expect(output.out).toMatch(/^listening wss:\/\/127\.0\.0\.1:\d+ https:\/\/127\.0\.0\.1:\d+$/m);
    expect(`${output.out}${output.err}`).not.toContain(key);
    expect(certificate).toHaveLength(64);
  });
});
