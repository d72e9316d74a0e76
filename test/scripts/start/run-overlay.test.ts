import { expect, it, vi } from 'vitest';
import { runOverlay } from '../../../scripts/start/run-overlay.ts';

/** Runs a program in the overlay's place. @returns how it ended, and the lines on the terminal. */
async function run(program: string) {
  const said: unknown[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line) => void said.push(line));
  try {
    return { end: await runOverlay(process.execPath, ['-e', program]), said };
  } finally {
    log.mockRestore();
  }
}

it('an overlay that has reported its status has run', async () => {
  const { end, said } = await run("process.send({ tray: 'there', assistants: [] }, () => process.exit(3));");
  expect(end).toEqual({ code: 3, hasReported: true });
  expect(said).toEqual(['The overlay is running. Its icon is in the tray.', 'Ctrl-C quits it.']);
});

it('one that ends at once has not run', async () => {
  const { end, said } = await run("process.send('something else', () => process.exit());");
  expect(end).toEqual({ code: 0, hasReported: false });
  expect(said).toEqual([]);
});

it('one that a signal ends has failed', async () => {
  await expect(run("process.kill(process.pid, 'SIGKILL');")).rejects.toThrow('The overlay was ended by SIGKILL.');
});
