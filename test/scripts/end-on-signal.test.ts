import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, type TestContext } from 'vitest';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { isRunning } from '../lab/processes.ts';
import { makeScratchFolder } from '../lab/scratch-folder.ts';
import { until } from '../lab/until.ts';

const moduleUrl = (name: string) => pathToFileURL(join(PROJECT_ROOT, name)).href;

/** A command with a scratch folder and a child, which has a child of its own that ignores SIGTERM. */
const COMMAND = `
import { spawn } from 'node:child_process';
import { endOnSignal } from '${moduleUrl('scripts/end-on-signal.ts')}';
import { makeScratchFolder } from '${moduleUrl('test/lab/scratch-folder.ts')}';

const finish = endOnSignal('It was ended.');
const { path } = makeScratchFolder('ended');
const child = spawn('sh', ['-c', 'sh -c "' + "trap '' TERM; while :; do sleep 1; done" + '" & echo $! $$; wait']);
child.stdout.on('data', (pids) => console.log(path, String(pids).trim()));
child.once('exit', () => {
  console.error('The child is gone!');
  finish();
});
`;

function start({ onTestFinished }: TestContext): ChildProcess {
  const scratch = makeScratchFolder('command');
  const file = join(scratch.path, 'command.ts');
  writeFileSync(file, COMMAND);
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
    scratch.remove();
  });
  return child;
}

describe.runIf(process.platform === 'linux').concurrent('a command that is told to end', () => {
  it.for([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('by %s ends all that it has started, and says so in one line', async ([signal, exitCode], context) => {
    const command = start(context);
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      command[name]?.on('data', (text) => {
        output[name] += String(text);
      });
    }
    const closed = once(command, 'close');
    const [, folder = '', ...pids] = await until('the children', () => /^(\S+) (\d+) (\d+)$/m.exec(output.stdout));
    expect(existsSync(folder)).toBe(true);
    command.kill(signal);
    const [code] = await closed;
    expect({ code, stderr: output.stderr }).toEqual({ code: exitCode, stderr: '\nIt was ended.\n' });
    expect(pids.map(Number).filter(isRunning)).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  });
});
