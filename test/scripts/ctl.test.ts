import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packagedNode } from '../../scripts/install/packages.mjs';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { startStandInOverlay } from '../control-socket/stand-in-overlay.ts';

const NODE = packagedNode(PROJECT_ROOT) ?? process.execPath;

it('ends quietly when its reader has enough, as `head -1` has', async () => {
  const { folder, become } = await startStandInOverlay();
  const env = { ...process.env, ASYSTENT_PROFILE_DIR: folder };
  const child = spawn(NODE, [join(PROJECT_ROOT, 'scripts/ctl.ts'), 'follow'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (data) => {
    said += String(data);
  });
  const ended = once(child, 'close');
  const [line] = await once(child.stdout, 'data');
  expect(String(line)).toBe('Ready\n');
  child.stdout.destroy();
  become({ label: 'Listening' });
  expect(await ended).toEqual([0, null]);
  expect(said).toBe('');
});
