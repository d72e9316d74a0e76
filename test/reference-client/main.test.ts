import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { listen } from '../loopback.ts';

const MAIN = resolve(import.meta.dirname, '../../src-main/reference-client/main.ts');

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
    expect(output).toEqual({ out: '', err: `No WebSocket port is free; tried ${port} on 127.0.0.1\n` });
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
});
