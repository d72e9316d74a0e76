import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { changedPaths, changeTimes } from '../../bench/changed-files.ts';
import { makeScratchFolder } from '../lab/scratch-folder.ts';

/** Longer than a tick of the kernel's clock, by which it stamps files. */
const TICK_MS = 20;

it('a folder in which nothing is written has not changed', () => {
  const { at, reading } = makeFolder();
  const before = reading();
  writeFileSync(at('..', 'elsewhere'), '');
  expect(changedPaths(before, reading())).toEqual([]);
});

it('whatever is written has changed, at any depth and at the same size', async () => {
  const { at, reading } = makeFolder();
  const before = reading();
  await delay(TICK_MS);
  writeFileSync(at('deep', 'same'), 'two');
  writeFileSync(at('new'), '');
  expect(changedPaths(before, reading()).toSorted()).toEqual([at(), at('deep', 'same'), at('new')]);
});

it('a file that was deleted, or came and went, has changed its folder', async () => {
  const { at, reading } = makeFolder();
  const before = reading();
  await delay(TICK_MS);
  rmSync(at('deep', 'same'));
  writeFileSync(at('brief'), '');
  rmSync(at('brief'));
  expect(changedPaths(before, reading()).toSorted()).toEqual([at(), at('deep')]);
});

function makeFolder() {
  const scratch = makeScratchFolder('changed');
  onTestFinished(scratch.remove);
  const at = (...names: string[]) => join(scratch.path, 'watched', ...names);
  mkdirSync(at('deep'), { recursive: true });
  writeFileSync(at('deep', 'same'), 'one');
  return { at, reading: () => changeTimes([at()]) };
}
