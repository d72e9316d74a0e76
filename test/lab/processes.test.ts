import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import {
  countedBetween,
  parseMemory,
  parseStat,
  parseWaits,
  parseWrittenBytes,
  processTree,
  treeMemory,
  treeProcessorMs,
  treeWaits,
  treeWrittenBytes,
} from './processes.ts';
import { makeScratchFolder } from './scratch-folder.ts';

it('a program may be called anything', () => {
  const line = '42 (a) R 7 (b) S 17 42 42 0 -1 4194560 5000 60 0 0 300 20 4 1 20 0 12 0 1000 1 1 1';
  expect(parseStat(line)).toEqual({ parent: 17, ticks: 325, isZombie: false });
});

it('what is no line of a process is none', () => {
  expect(parseStat('')).toBeNull();
  expect(parseStat('1 (x) S')).toBeNull();
});

it('memory is told with and without what other processes share', () => {
  const rollup = [
    '00400000-7ffd3000 ---p 00000000 00:00 0                          [rollup]',
    'Rss:                9000 kB',
    'Pss:                1234 kB',
    'Pss_Dirty:             9 kB',
    'Shared_Clean:       8000 kB',
    'Private_Clean:        20 kB',
    'Private_Dirty:       300 kB',
    'Anonymous:           280 kB',
    '',
  ].join('\n');
  expect(parseMemory(rollup)).toEqual({
    proportionalBytes: 1_263_616,
    residentBytes: 9_216_000,
    privateBytes: 327_680,
    anonymousBytes: 286_720,
  });
});

it('a process without memory has none', () => {
  expect(parseMemory('')).toBeNull();
  expect(parseMemory('Rss: 9000 kB\nPss: 1234 kB\nPrivate_Clean: 20 kB\nAnonymous: 9 kB\n')).toBeNull();
});

it('a thread that waits of its own accord has a count, apart from those that the kernel interrupts', () => {
  expect(parseWaits('Name:\telectron\nvoluntary_ctxt_switches:\t42\nnonvoluntary_ctxt_switches:\t7\n')).toBe(42);
  expect(parseWaits('Name:\telectron\nnonvoluntary_ctxt_switches:\t7\n')).toBeNull();
});

it('bytes to disks are those that were written there', () => {
  const io = 'rchar: 1\nwchar: 2\nsyscr: 3\nsyscw: 4\nread_bytes: 5\nwrite_bytes: 4096\ncancelled_write_bytes: 7\n';
  expect(parseWrittenBytes(io)).toBe(4_096);
  expect(parseWrittenBytes('cancelled_write_bytes: 7\n')).toBeNull();
});

it('what began between two readings counts in full, and what ended not at all', () => {
  const before = new Map([
    [1, 100],
    [2, 900],
  ]);
  const after = new Map([
    [1, 130],
    [3, 5],
  ]);
  expect(countedBetween(before, after)).toBe(35);
});

it('a tree is a process and all below it, and nothing beside it', () => {
  const stat = (parent: number) => ({ parent, ticks: 0, isZombie: false });
  const stats = new Map([
    [1, stat(0)],
    [10, stat(1)],
    [11, stat(10)],
    [12, stat(11)],
    [20, stat(1)],
  ]);
  expect(processTree(10, stats)).toEqual([10, 11, 12]);
  expect(processTree(99, stats)).toEqual([]);
});

it.runIf(process.platform === 'linux')('work, memory and waits of a process that it started count', async () => {
  const scratch = makeScratchFolder('usage');
  onTestFinished(scratch.remove);
  const file = join(scratch.path, 'worker.mjs');
  writeFileSync(
    file,
    `globalThis.kept = Buffer.alloc(50_000_000, 1); // as a constant it could be collected
     const until = process.cpuUsage().user + 60_000;
     while (process.cpuUsage().user < until) kept[0] += 1;
     console.log('worked');
     process.stdin.resume();`,
  );
  // A shell between the two, with nothing to do but wait.
  const shell = spawn('sh', ['-c', '"$0" "$1"; exit', process.execPath, file]);
  await once(shell.stdout, 'data');
  const pid = shell.pid ?? -1;
  expect(treeProcessorMs(pid)).toBeGreaterThanOrEqual(60);
  expect(countedBetween(new Map(), treeWaits(pid))).toBeGreaterThan(0);
  expect(treeWrittenBytes(pid).size).toBe(2);
  const memory = treeMemory(pid);
  expect(memory.processes).toBe(2);
  expect(memory.privateBytes).toBeGreaterThan(50_000_000);
  expect(memory.anonymousBytes).toBeGreaterThan(10_000_000);
  expect(memory.residentBytes).toBeGreaterThan(memory.anonymousBytes);
  expect(memory.proportionalBytes).toBeGreaterThanOrEqual(memory.privateBytes);
  expect(memory.residentBytes).toBeGreaterThanOrEqual(memory.proportionalBytes);
  shell.stdin.end();
  await once(shell, 'exit');
});
