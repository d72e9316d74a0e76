import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { plainEndpoint } from '../../packages/check-client/src/endpoint.ts';
import { judge } from '../../packages/check-client/src/judge.ts';
import { observe } from '../../packages/check-client/src/observe.ts';
import type { Point } from '../../packages/check-client/src/point.ts';
import { findPython } from '../../scripts/install/system-packages.ts';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { until } from '../lab/until.ts';
import { listen } from '../loopback.ts';
import { bubbleIn, transportIs } from './bubble.ts';
import { testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';
import { followScriptedTurn } from './scripted-turn.ts';

/** The commands that run the examples. Deprecations of their libraries are errors: they are there to be copied. */
const EXAMPLES = [
  { file: 'client.py', runner: pythonOrFail, options: ['-W', 'error'] },
  { file: 'client.mjs', runner: () => process.execPath, options: ['--throw-deprecation'] },
] as const;

describe.each(EXAMPLES)('examples/$file', ({ file, runner, options }) => {
  const run = (...args: string[]) => {
    const child = spawn(runner(), [...options, join(PROJECT_ROOT, 'examples', file), ...args]);
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    return { child, ended: endOf(child) };
  };
  const listening = async (...args: string[]) => {
    const { child, ended } = run(...args);
    const line = await Promise.race([
      firstLine(child),
      ended.then(({ err }): never => {
        throw new Error(`it ended: ${err}`);
      }),
    ]);
    return { child, ended, line };
  };

  it('leads the bubble through a turn, takes both buttons, and says goodbye', async () => {
    const { wsPorts, httpPorts } = await testPorts();
    const { child, ended, line } = await listening(wsPorts.join(','));
    expect(line).toContain(`ws://127.0.0.1:${wsPorts[0]}`);
    const overlay = await launchOverlay({ wsPorts, httpPorts });
    await followScriptedTurn(overlay, /^It is \d/);
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 0, err: '' });
    await bubbleIn(overlay, 'offline', 5_000);
  });

  it('has nothing to mend in the eyes of check-client', async () => {
    const { wsPorts } = await testPorts();
    await listening(wsPorts.join(','));
    const socket = plainEndpoint(new URL(`ws://127.0.0.1:${wsPorts[0]}`));
    const points = judge(await observe({ socket, http: null, withCommands: true }));
    const names = (verdict: Point['verdict']) => points.filter((p) => p.verdict === verdict).map(({ name }) => name);
    expect({ wrong: names('wrong'), warning: names('warning') }).toEqual({ wrong: [], warning: [] });
    expect(names('right')).toEqual(expect.arrayContaining(['commands', 'broadcast', 'Origin', 'Host']));
  });

  it('goes on when an overlay is killed', async () => {
    const { wsPorts, httpPorts } = await testPorts();
    const { child, ended } = await listening(wsPorts.join(','));
    const first = await launchOverlay({ wsPorts, httpPorts });
    await transportIs(first, 'socket');
    first.app.process().kill('SIGKILL');
    const second = await launchOverlay({ wsPorts, httpPorts });
    await transportIs(second, 'socket');
    await bubbleIn(second, 'thinking');
    await bubbleIn(second, 'speaking');
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 0, err: '' });
  });

  it('takes its second port when the first is taken, and says so when both are', async () => {
    const taken = await listen(createServer());
    const { wsPorts } = await testPorts();
    const { line } = await listening(`${taken.port},${wsPorts[0]}`);
    expect(line).toContain(`ws://127.0.0.1:${wsPorts[0]}`);
    const { code, err } = await run(`${taken.port},${wsPorts[0]}`).ended;
    expect(code).toBe(1);
    expect(err).toMatch(/No port is left\. Does another client run\?/);
  });

  it('says what ports are when it is given something else', async () => {
    const { code, err } = await run('six').ended;
    expect(code).toBe(1);
    expect(err).toMatch(/port/i);
  });
});

it('examples/client.py says what is missing where there is no websockets', async () => {
  // -S: without the packages that are installed.
  const child = spawn(pythonOrFail(), ['-S', join(PROJECT_ROOT, 'examples/client.py')]);
  const { code, err } = await endOf(child);
  expect(code).toBe(1);
  expect(err).toBe('The package websockets is missing: pip install websockets (10.1 or newer)\n');
});

function pythonOrFail(): string {
  const python = findPython();
  if (python === null) throw new Error('no Python has websockets; on Debian: apt-get install python3-websockets');
  return python;
}

async function firstLine(child: ChildProcess): Promise<string> {
  let line = '';
  if (child.stdout !== null) {
    createInterface({ input: child.stdout }).once('line', (first) => {
      line = first;
    });
  }
  return until('the first line of the example', () => line);
}

function endOf(child: ChildProcess): Promise<{ readonly code: number | null; readonly err: string }> {
  let err = '';
  child.stderr?.on('data', (data) => {
    err += String(data);
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, err })));
}
