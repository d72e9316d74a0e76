import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, globSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { COMMANDS, type Command } from '../../scripts/commands.mjs';
import { answerTo } from '../../scripts/launch.mjs';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { makeScratchFolder } from '../lab/scratch-folder.ts';

const commands: readonly [string, Command][] = Object.entries(COMMANDS);

it('every npm script is a command that can say how it is called', () => {
  const scripts = commands.map(([name]) => [name, `node scripts/run.cjs ${name}`]);
  expect(manifest.scripts).toEqual(Object.fromEntries(scripts));
});

describe.each(commands)('%s', (name, command) => {
  const { file, usage, options = {}, operands = 0 } = command;

  it('is there', () => {
    expect(existsSync(join(PROJECT_ROOT, file))).toBe(true);
  });

  it.each(['--help', '-h'])('says with %s how it is called', (option) => {
    expect(answerTo(command, [option])).toEqual({ text: usage, code: 0 });
  });

  it('says which options it takes', () => {
    expect(usage).toMatch(new RegExp(`^Usage: npm (run (--silent )?)?${name}\\b`));
    const told = [...usage.matchAll(/^ {2,}(?:-h, )?--([\w-]+)/gm)].map(([, option = '']) => option);
    expect(new Set(told)).toEqual(new Set([...Object.keys(options), 'help']));
    for (const line of usage.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
  });

  it('refuses another option, and an argument that it does not take', () => {
    expect(answerTo(command, ['--nosuch'])).toEqual({ text: `Unknown option '--nosuch'\n\n${usage}`, code: 2 });
    if (!Number.isFinite(operands)) return;
    const args = Array.from({ length: operands + 1 }, () => 'more');
    expect(answerTo(command, args)).toEqual({ text: `Unexpected argument: more\n\n${usage}`, code: 2 });
  });

  it('runs with what it takes', () => {
    expect(answerTo(command, [])).toBeNull();
  });
});

describe('a bare clone, without npm and without a desktop', () => {
  /** The part of it that is read before there are packages. */
  function makeClone(): string {
    const scratch = makeScratchFolder('clone');
    onTestFinished(scratch.remove);
    const scripts = globSync('scripts/**/*.{cjs,mjs}', { cwd: PROJECT_ROOT });
    const usages = globSync('packages/*/src/usage.mjs', { cwd: PROJECT_ROOT });
    for (const file of ['package.json', ...usages, ...scripts]) {
      mkdirSync(dirname(join(scratch.path, file)), { recursive: true });
      cpSync(join(PROJECT_ROOT, file), join(scratch.path, file));
    }
    return scratch.path;
  }

  it.each([
    ['how a command is called', ['demo', '--help'], 'stdout', COMMANDS.demo.usage, 0],
    ['a wrong option', ['demo', '--nosuch'], 'stderr', COMMANDS.demo.usage, 2],
    ['a command that is none', ['dmeo'], 'stderr', `Commands: ${Object.keys(COMMANDS).join(', ')}`, 2],
  ] as const)('tells about %s, and nothing is installed', (_, args, stream, text, code) => {
    const clone = makeClone();
    const run = ['scripts/run.cjs', ...args];
    const ended = spawnSync(process.execPath, run, { cwd: clone, env: {}, encoding: 'utf8' });
    expect(ended[stream]).toContain(text);
    expect(ended.status).toBe(code);
    expect(readdirSync(clone)).not.toContain('node_modules');
  });
});

describe('a script that is run', () => {
  it('gets the arguments, and its exit code is passed on', async () => {
    const { stdout, exit } = run('const n: number = 7; console.log(process.argv.slice(2).join()); process.exit(n);');
    expect(await stdout).toBe('a,b\n');
    expect(await exit).toBe(7);
  });

  it('that a signal ends has the exit code of a shell', async () => {
    const { exit } = run("process.kill(process.pid, 'SIGKILL');");
    expect(await exit).toBe(137);
  });

  it('gets SIGTERM, and its end is waited for', async () => {
    const { child, stdout, exit } = run(
      `process.on('SIGTERM', () => { console.log('ended properly'); process.exit(3); });
       console.log('up');
       setInterval(() => {}, 1000);`,
    );
    child.stdout?.once('data', () => child.kill('SIGTERM'));
    expect(await stdout).toBe('up\nended properly\n');
    expect(await exit).toBe(3);
  });
});

function run(source: string) {
  const scratch = makeScratchFolder('run');
  onTestFinished(scratch.remove);
  const file = join(scratch.path, 'script.ts');
  writeFileSync(file, source);
  const runner = join(scratch.path, 'runner.mjs');
  const module = pathToFileURL(join(PROJECT_ROOT, 'scripts/launch.mjs'));
  writeFileSync(
    runner,
    `import { runFile } from '${module}';
     process.exitCode = await runFile(process.execPath, ${JSON.stringify(file)}, ['a', 'b']);`,
  );
  const child = spawn(process.execPath, [runner], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true, // a process group of its own, so that none of it can outlive the test
  });
  onTestFinished(() => killGroup(child.pid));
  const stdout = child.stdout.setEncoding('utf8').reduce((all: string, text: string) => all + text, '');
  const exit = once(child, 'exit').then(([code]) => code as number);
  return { child, stdout, exit };
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended, as it should.
  }
}
