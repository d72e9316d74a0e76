/** The Python package as it is built, on its oldest and its newest dependency, with the real overlay. */

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { plainEndpoint } from '../../packages/check-client/src/endpoint.ts';
import { judge } from '../../packages/check-client/src/judge.ts';
import { observe } from '../../packages/check-client/src/observe.ts';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { makeScratchFolder } from '../lab/scratch-folder.ts';
import { until } from '../lab/until.ts';
import { bubbleIn } from './bubble.ts';
import { type Environments, NoEnvironments, pythonEnvironments } from './client-python/environments.ts';
import { testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';
import { followScriptedTurn } from './scripted-turn.ts';

const exec = promisify(execFile);
const PACKAGE = join(PROJECT_ROOT, 'packages', 'client-python');
const ASSISTANT = join(import.meta.dirname, 'client-python', 'assistant.py');
/** Deprecations are errors: those of `websockets` would become failures with its next version. */
const STRICT = ['-I', '-W', 'error'];

const scratch = makeScratchFolder('client-python');
afterAll(scratch.remove);
const environments = await pythonEnvironments().catch((error: unknown) => {
  if (!(error instanceof NoEnvironments)) throw error;
  console.log(`skipped: ${error.message}`);
  return null;
});
if (environments !== null) await installInto(environments);

describe.skipIf(environments === null)('packages/client-python', () => {
  const { oldest, newest, tools } = environments ?? { oldest: '', newest: '', tools: '' };

  it('is built as a wheel and as a source package that the index would take', async () => {
    const built = readdirSync(scratch.path).filter((name) => /^asystent_overlay/.test(name));
    expect(built.map((name) => name.replace(/-[\d.]+(?=[-.])/, '')).sort()).toEqual([
      'asystent_overlay-py3-none-any.whl',
      'asystent_overlay.tar.gz',
    ]);
    const { stdout } = await exec(tools, ['-m', 'twine', 'check', '--strict', ...built], { cwd: scratch.path });
    expect(stdout.match(/PASSED/g)).toHaveLength(2);
  });

  it('has types for whoever uses it, and the style that it says', async () => {
    const cache = ['--cache-dir', join(PROJECT_ROOT, 'out', 'python', 'mypy')];
    await exec(tools, ['-m', 'mypy', ...cache], { cwd: PACKAGE });
    await exec(tools, ['-m', 'ruff', 'check', '--no-cache'], { cwd: PACKAGE });
    await exec(tools, ['-m', 'ruff', 'format', '--check', '--no-cache'], { cwd: PACKAGE });
    const { stdout } = await exec(newest, [
      ...['-I', '-c', 'import asystent_overlay, os; print(os.listdir(os.path.dirname(asystent_overlay.__file__)))'],
    ]);
    expect(stdout).toContain("'py.typed'");
  });

  it('passes its own tests on both, as a package', { timeout: 60_000 }, async () => {
    const tests = ['-W', 'error', '-m', 'unittest', 'discover', '-s', 'tests', '-t', '.'];
    const options = { cwd: PACKAGE, env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } };
    const ran = await Promise.all([oldest, newest].map((python) => exec(python, tests, options)));
    for (const { stderr } of ran) expect(stderr).toMatch(/^Ran \d+ tests/m);
  });

  describe.each([
    ['asyncio on the oldest websockets', oldest, 'async'],
    ['asyncio on the newest websockets', newest, 'async'],
    ['threads on the newest websockets', newest, 'sync'],
  ])('with %s', (_, python, kind) => {
    it('leads the bubble through a turn, takes both buttons, and says goodbye', async () => {
      const { wsPorts, httpPorts } = await testPorts();
      const { child, ended } = assistant(python, kind, wsPorts, httpPorts);
      const overlay = await launchOverlay({ wsPorts, httpPorts });
      await followScriptedTurn(overlay, /^It is seven degrees, and raining\.$/);
      child.kill('SIGINT');
      expect(await ended).toEqual({ code: 0, err: '' });
      await bubbleIn(overlay, 'offline', 5_000);
    });

    it('has nothing to mend in the eyes of check-client', async () => {
      const { wsPorts, httpPorts } = await testPorts();
      assistant(python, kind, wsPorts, httpPorts);
      await untilSpeaking(httpPorts[0] ?? 0);
      expect(await faultsAt(wsPorts[0] ?? 0, httpPorts[0] ?? 0)).toEqual([]);
    });
  });

  it('runs the examples of the READMEs as they stand, with nothing to mend', async () => {
    const examples = [...codeIn('README.md'), ...codeIn('README.pl.md'), ...codeIn('packages/client-python/README.md')];
    expect(examples).toHaveLength(4);
    await Promise.all(
      examples.map(async (code) => {
        const { wsPorts, httpPorts } = await testPorts();
        const [wsPort = 0, httpPort = 0] = [wsPorts[0], httpPorts[0]];
        const elsewhere = `Overlay("Kitchen", ws_ports=[${wsPort}], http_ports=[${httpPort}]`;
        expect(code).toContain('Overlay("Kitchen"');
        const { child } = started(newest, '-c', code.replace('Overlay("Kitchen"', elsewhere));
        child.stdin?.write('How warm is it?\n');
        if (code.includes('input(')) await untilSpeaking(httpPort);
        expect(await faultsAt(wsPort, httpPort), code).toEqual([]);
      }),
    );
  });
});

function codeIn(document: string): readonly string[] {
  const text = readFileSync(join(PROJECT_ROOT, document), 'utf8');
  return [...text.matchAll(/```python\n(.*?)```/gs)].map(([, code = '']) => code);
}

/** Build the package, and install the build. */
async function installInto({ oldest, newest, tools }: Environments): Promise<void> {
  const out = ['--no-isolation', '--outdir', scratch.path];
  await exec(tools, ['-m', 'build', ...out, PACKAGE]);
  const built = readdirSync(scratch.path);
  const wheel = join(scratch.path, built.find((name) => name.endsWith('.whl')) ?? '');
  const pip = ['-m', 'pip', '--disable-pip-version-check', 'install', '--quiet', '--no-index', '--no-deps'];
  await Promise.all([oldest, newest].map((python) => exec(python, [...pip, '--force-reinstall', wheel])));
}

function assistant(python: string, kind: string, wsPorts: readonly number[], httpPorts: readonly number[]) {
  return started(python, ASSISTANT, kind, String(wsPorts[0]), String(httpPorts[0]));
}

function started(python: string, ...args: string[]) {
  const child = spawn(python, [...STRICT, ...args]);
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return { child, ended: endOf(child) };
}

/** Return check-client's errors and warnings about a client, once that answers. */
async function faultsAt(wsPort: number, httpPort: number): Promise<readonly string[]> {
  const socket = plainEndpoint(new URL(`ws://127.0.0.1:${wsPort}`));
  const http = plainEndpoint(new URL(`http://127.0.0.1:${httpPort}`));
  await until('the client', async () => (await socket.requestUpgrade({})).result.kind === 'answer');
  const points = judge(await observe({ socket, http, withCommands: true }));
  expect(points.filter(({ verdict }) => verdict === 'right').length).toBeGreaterThan(15);
  return points.flatMap((point) => (['wrong', 'warning'].includes(point.verdict) ? [JSON.stringify(point)] : []));
}

/** Waits until the question that every assistant here is asked is being answered. */
async function untilSpeaking(httpPort: number): Promise<void> {
  await until('the answer', async () => {
    const response = await fetch(`http://127.0.0.1:${httpPort}/api/status`).catch(() => null);
    const body = await response?.json();
    return body?.phase === 'speaking' && body.text !== '' && body.heard === 'How warm is it?';
  });
}

function endOf(child: ChildProcess): Promise<{ readonly code: number | null; readonly err: string }> {
  let err = '';
  child.stderr?.on('data', (data) => {
    err += String(data);
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, err })));
}
