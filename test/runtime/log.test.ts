import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openLog } from '../../src-main/runtime/log.ts';
import { createFakeClock } from '../fake-clock.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'asystent-log-'));
  onTestFinished(() => {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true });
  });
  return folder;
}

it('keeps two files of at most 1 MB, the newest lines in the first [REL-LOG-BOUNDED]', () => {
  const folder = temporaryFolder();
  const { log } = openLog(folder, createFakeClock());
  for (let index = 0; index < 1_200; index += 1) log(`${index} ${'x'.repeat(3_000)}`);
  expect(readdirSync(folder).sort()).toEqual(['overlay.log', 'overlay.old.log']);
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(1_000_000);
  expect(readFileSync(join(folder, 'overlay.log'), 'utf8')).toContain(' 1199 x');
});

it('cuts a line that would fill the file', () => {
  const folder = temporaryFolder();
  openLog(folder, createFakeClock()).log('x'.repeat(2_000_000));
  expect(statSync(join(folder, 'overlay.log')).size).toBeLessThan(5_000);
});

it('is for the user’s eyes only [REL-LOG-BOUNDED]', () => {
  const folder = temporaryFolder();
  openLog(folder, createFakeClock()).log('hello');
  expect(statSync(join(folder, 'overlay.log')).mode & 0o077).toBe(0);
});

it('writes a line that is repeated once, with a count at the end', () => {
  const folder = temporaryFolder();
  const { log, flush } = openLog(folder, createFakeClock());
  for (let index = 0; index < 50; index += 1) log('socket closed: code 1000');
  flush();
  const lines = readFileSync(join(folder, 'overlay.log'), 'utf8').trim().split('\n');
  expect(lines.map((line) => line.replace(/^\[[^\]]+\] /, ''))).toEqual([
    'socket closed: code 1000',
    'socket closed: code 1000 (49 more times)',
  ]);
});

it('puts up with a place that can’t be written to, and says nothing on the terminal', () => {
  const terminal = [vi.spyOn(console, 'error'), vi.spyOn(console, 'info'), vi.spyOn(console, 'log')];
  onTestFinished(() => {
    vi.restoreAllMocks();
  });
  expect(() => openLog('/dev/null/logs', createFakeClock()).log('hello')).not.toThrow();
  for (const written of terminal) expect(written).not.toHaveBeenCalled();
});
