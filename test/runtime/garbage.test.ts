import { expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ webContents: {} }));
const { onePerProcess } = await import('../../src-main/runtime/garbage.ts');

it('asks one page of each process to collect its garbage', () => {
  const page = (name: string, pid: number) => ({ name, getOSProcessId: () => pid });
  const pages = [page('bubble', 7), page('controls', 7), page('settings', 8)];
  expect(onePerProcess(pages).map(({ getOSProcessId }) => getOSProcessId())).toEqual([7, 8]);
});
