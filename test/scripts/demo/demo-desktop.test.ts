import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { playOnDesktop } from '../../../scripts/demo/demo-desktop.ts';
import { makeScratchFolder } from '../../lab/scratch-folder.ts';

it.each([
  ['kill -TRAP $$', 'The overlay ended with SIGTRAP.'],
  ['exit 3', 'The overlay ended with exit code 3.'],
])('an overlay that ends by “%s” is no end of the demo', async (line, message) => {
  const folder = makeScratchFolder('runtime');
  onTestFinished(folder.remove);
  const electron = join(folder.path, 'electron');
  writeFileSync(electron, `#!/bin/sh\n${line}\n`, { mode: 0o755 });
  await expect(playOnDesktop({ electron, language: 'en', secure: false, mqtt: false, others: [] })).rejects.toThrow(
    message,
  );
});

it('an overlay that the user quits ends the demo', async () => {
  const folder = makeScratchFolder('runtime');
  onTestFinished(folder.remove);
  const electron = join(folder.path, 'electron');
  writeFileSync(electron, '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  await playOnDesktop({ electron, language: 'en', secure: false, mqtt: false, others: [] });
});
