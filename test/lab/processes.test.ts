import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { parseProportionalBytes, parseStat, processTree, treeBytes, treeProcessorMs } from './processes.ts';
import { makeScratchFolder } from './scratch-folder.ts';

it('a program may be called anything', () => {
  const line = '42 (a) R 7 (b) S 17 42 42 0 -1 4194560 5000 60 0 0 300 20 4 1 20 0 12 0 1000 1 1 1';
  expect(parseStat(line)).toEqual({ parent: 17, ticks: 325, isZombie: false });
});

it('what is no line of a process is none', () => {
  expect(parseStat('')).toBeNull();
  expect(parseStat('1 (x) S')).toBeNull();
});

it('shared memory counts for its share', () => {
  expect(parseProportionalBytes('00400000 [rollup]\nRss:   9000 kB\nPss:    1234 kB\nPss_Dirty: 9 kB\n')).toBe(
    1_263_616,
  );
  expect(parseProportionalBytes('')).toBeNull();
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

it.runIf(process.platform === 'linux')('work and memory of a process that it started count', async () => {
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
  expect(treeBytes(pid)).toBeGreaterThan(50_000_000);
  shell.stdin.end();
  await once(shell, 'exit');
});
