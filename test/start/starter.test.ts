import { expect, it, vi } from 'vitest';
import { createStarter } from '../../src-main/start/starter.ts';

const HERE = { name: null, address: 'ws://127.0.0.1:6001', isFound: true };

it('tells how the overlay stands, and each change once', () => {
  const send = vi.fn(() => true);
  const tell = createStarter({ connected: true, send });
  tell({ assistants: [{ ...HERE, isFound: false }] });
  tell({ tray: 'there' });
  tell({ tray: 'there' });
  tell({ assistants: [HERE] });
  expect(send.mock.calls.map(([status]: unknown[]) => status)).toEqual([
    { tray: 'sought', assistants: [{ ...HERE, isFound: false }] },
    { tray: 'there', assistants: [{ ...HERE, isFound: false }] },
    { tray: 'there', assistants: [HERE] },
  ]);
});

it('tells nobody when nobody listens, or no longer', () => {
  const send = vi.fn(() => true);
  createStarter({ connected: false, send })({ tray: 'there' });
  expect(send).not.toHaveBeenCalled();
  expect(() => createStarter({ connected: false })({ tray: 'there' })).not.toThrow();
});
