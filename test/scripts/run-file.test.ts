import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'run-test-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

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
  const file = join(folder, 'script.ts');
  writeFileSync(file, source);
  const runner = join(folder, 'runner.mjs');
  const module = pathToFileURL(join(PROJECT_ROOT, 'scripts/run-file.mjs'));
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
