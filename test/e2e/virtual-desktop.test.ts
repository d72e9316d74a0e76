import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { hasCompositor } from '../../src-main/desktop/probes.ts';
import { allProcesses, processFile } from '../lab/processes.ts';
import { until } from '../lab/until.ts';
import { startVirtualDesktop } from '../lab/virtual-desktop.ts';

const SIZE = { width: 640, height: 480 };

it('a virtual desktop leaves no process and no file behind', async () => {
  const desktop = await startVirtualDesktop(SIZE);
  const home = desktop.env['HOME'] ?? '';
  expect(programsAtHomeIn(home)).toEqual(
    expect.arrayContaining(['Xvfb', 'dbus-daemon', 'openbox', 'picom', 'xfce4-panel']),
  );
  await desktop.stop();
  await until('the end of its programs', () => programsAtHomeIn(home).length === 0);
  expect(existsSync(home)).toBe(false);
});

it.each(['xfwm4', 'metacity'] as const)(
  'a virtual desktop can have %s, with its compositor or without',
  async (name) => {
    for (const compositor of [true, false]) {
      const desktop = await startVirtualDesktop({ ...SIZE, panel: false, windowManager: name, compositor });
      onTestFinished(desktop.stop);
      const programs = programsAtHomeIn(desktop.env['HOME'] ?? '');
      expect(programs).toContain(name);
      expect(programs.filter((program) => ['openbox', 'picom'].includes(program))).toEqual([]);
      expect(await hasCompositor(desktop.env)).toBe(compositor);
      await desktop.stop();
    }
  },
);

it('a virtual desktop ends with the process that started it, even when that is killed', async () => {
  const source = `
    import { startVirtualDesktop } from ${JSON.stringify(join(PROJECT_ROOT, 'test/lab/virtual-desktop.ts'))};
    const desktop = await startVirtualDesktop(${JSON.stringify(SIZE)});
    console.log(desktop.env.HOME);
    setInterval(() => {}, 1000);`;
  const starter = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const home = await new Promise<string>((resolve) => {
    starter.stdout.once('data', (line) => resolve(String(line).trim()));
  });
  expect(programsAtHomeIn(home)).toContain('Xvfb');
  starter.kill('SIGKILL');
  await until('the end of its programs', () => programsAtHomeIn(home).length === 0);
  rmSync(home, { recursive: true, force: true });
});

/** The names of the programs that run with this home folder. */
function programsAtHomeIn(home: string): string[] {
  return allProcesses()
    .filter((pid) => processFile(pid, 'environ')?.includes(`HOME=${home}\0`))
    .map((pid) => processFile(pid, 'comm')?.trim() ?? '');
}
