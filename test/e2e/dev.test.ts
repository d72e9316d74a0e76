import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { beforeAll, expect, inject, it, onTestFinished } from 'vitest';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { linkRuntime } from '../lab/linked-runtime.ts';
import { makeScratchFolder } from '../lab/scratch-folder.ts';
import { until } from '../lab/until.ts';
import { desktopEnv } from './desktop.ts';

const SOURCES = [
  'src-main',
  'src-preload',
  'src-renderer',
  'src-shared',
  'packages',
  'bench',
  'scripts',
  'test',
  'assets',
];
const CONFIGS = ['package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.ts', 'electron.config.ts'];

/** Two builds and a start of the overlay, on a machine that is busy. */
const ARRIVAL_MS = 30_000;

const MAIN = 'src-main/main.ts';
const BUBBLE = 'src-renderer/bubble/main.tsx';

/** A copy of the project whose files may be changed. */
let project: string;
let runtime: string;

beforeAll(() => {
  const scratch = makeScratchFolder('dev');
  project = join(scratch.path, 'project');
  for (const entry of [...SOURCES, ...CONFIGS]) {
    // With its time: packages that are older than the lockfile would be installed again.
    cpSync(join(PROJECT_ROOT, entry), join(project, entry), { recursive: true, preserveTimestamps: true });
  }
  symlinkSync(join(PROJECT_ROOT, 'node_modules'), join(project, 'node_modules'));
  runtime = dirname(linkRuntime(inject('harness').electron, join(scratch.path, 'runtime'), project));
  return scratch.remove;
});

/** Writes `code` at the end of a source. @returns a function that restores the source. */
function append(file: string, code: string): () => void {
  const path = join(project, file);
  const before = readFileSync(path, 'utf8');
  writeFileSync(path, `${before}\n${code}\n`);
  return () => writeFileSync(path, before);
}

/** `npm run dev` in the copy, as a terminal runs it: Ctrl-C reaches all of its processes. */
function startDev(args: readonly string[] = []) {
  const child = spawn(process.execPath, ['scripts/run.cjs', 'dev', ...args], {
    cwd: project,
    env: { ...desktopEnv(), ELECTRON_OVERRIDE_DIST_PATH: runtime },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  onTestFinished(() => signal(child, 'SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      output += String(data);
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    ended,
    /** How often the output matches the pattern. */
    count: (pattern: RegExp) => [...output.matchAll(pattern)].length,
    /** The process of the overlay that was started last. */
    pid: () => Number([...output.matchAll(/The overlay is running, process (\d+)/g)].at(-1)?.[1]),
    /** Waits for a line of the output. @returns the texts of the groups. */
    async says(line: RegExp): Promise<RegExpExecArray> {
      try {
        return await until(`${line} in the output`, () => line.exec(output), ARRIVAL_MS);
      } catch (error) {
        throw new Error(`${error instanceof Error ? error.message : error}\n${output}`);
      }
    },
    interrupt: () => signal(child, 'SIGINT'),
  };
}

function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch {
    // Nothing of it is left.
  }
}

const Targets = v.array(v.object({ url: v.string() }));

/** The targets that a debugger is offered. */
async function targets(port: number): Promise<v.InferOutput<typeof Targets>> {
  const answer = await fetch(`http://127.0.0.1:${port}/json/list`).catch(() => null);
  return answer === null ? [] : v.parse(Targets, await answer.json());
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

it('brings changes of pages and of main to a running overlay, tells mistakes, and ends with Ctrl-C', async () => {
  const dev = startDev(['--inspect']);
  await dev.says(/The overlay is running, process (\d+)/);
  const first = dev.pid();
  const pagesPort = Number((await dev.says(/127\.0\.0\.1:(\d+) to the targets/))[1]);
  const inspectPort = Number((await dev.says(/attach .* to 127\.0\.0\.1:(\d+)/))[1]);
  const isBubbleThere = async () => (await targets(pagesPort)).some(({ url }) => url.includes('bubble'));
  await until('the bubble', isBubbleThere, ARRIVAL_MS);
  expect(await targets(inspectPort)).toHaveLength(1);

  // A page: loaded again in the overlay that runs.
  append(BUBBLE, "console.log('the bubble has changed');");
  await dev.says(/page: "the bubble has changed"/);
  await dev.says(/Pages loaded again: \d/);
  expect(isAlive(first)).toBe(true);

  // Main: another overlay, and the changed page once more.
  append(MAIN, "process.stdout.write('main has changed\\n');");
  await dev.says(/overlay: main has changed/);
  expect(isAlive(first)).toBe(false);
  await until('the changed page in the new overlay', () => dev.count(/the bubble has changed"/g) === 2, ARRIVAL_MS);

  // A wrong type is reported, and runs all the same; after a failed build, the running overlay stays.
  // The type checker misses a change to a file that it has read in its first round and not finished.
  await dev.says(/Found 0 errors/);
  const mend = append(MAIN, "export const count: number = 'none';");
  await dev.says(/error TS2322/);
  mend();
  const mendPage = append(BUBBLE, 'no program(');
  await dev.says(/Build failed/);
  mendPage();
  expect(isAlive(dev.pid())).toBe(true);

  dev.interrupt();
  expect(await dev.ended).toBe(0);
  expect(isAlive(dev.pid())).toBe(false);
}, 120_000);

it('goes on when a change ends the overlay, and starts it with the next one', async () => {
  const dev = startDev(['--client']);
  await dev.says(/The overlay is running, process (\d+)/);
  const mend = append(MAIN, 'process.exit(3);');
  await dev.says(/The overlay ended with exit code 3/);
  mend();
  await until('the next overlay', () => dev.count(/The overlay is running/g) === 3, ARRIVAL_MS);
  dev.interrupt();
  expect(await dev.ended).toBe(0);
}, 120_000);
