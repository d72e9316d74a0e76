import { describe, expect, it, vi } from 'vitest';
import { followOwnerChanges, followSelection } from '../../src-main/desktop/x-selections.ts';
import { connectToFakeSelections } from './fake-selections.ts';

describe.skipIf(process.platform === 'win32')('the owner of a selection', () => {
  it('is told at first, and at each change, but not that of another selection', async () => {
    const owners: number[] = [];
    const server = await connectToFakeSelections(5);
    await followSelection('WM_S0', (owner) => owners.push(owner)).begin(server.x);
    expect(owners).toEqual([5]);
    server.changeOwner(9, 401);
    server.changeOwner(0);
    server.changeOwner(6);
    await vi.waitFor(() => expect(owners).toEqual([5, 0, 6]));
  });

  async function changes(...owners: readonly number[]): Promise<number> {
    const [first = 0, ...others] = owners;
    const server = await connectToFakeSelections(first);
    const onNewOwner = vi.fn();
    const follower = followOwnerChanges('WM_S0', onNewOwner);
    await follower.begin(server.x);
    for (const owner of others) server.changeOwner(owner);
    // The reply comes after the events.
    await server.x.atom('WM_S0');
    return onNewOwner.mock.calls.length;
  }

  it.each([
    ['the first one', [5], 0],
    ['none', [5, 0], 0],
    ['another one', [5, 6], 1],
    ['another one after none', [5, 0, 6], 1],
    ['one after none from the beginning', [0, 5], 1],
    ['the same one again', [5, 5], 0],
    ['one of the same number after none', [5, 0, 5], 1],
  ])('is a new one or not: %s', async (_, owners, count) => {
    expect(await changes(...owners)).toBe(count);
  });

  it('is compared with the one before the connection was lost', async () => {
    const onNewOwner = vi.fn();
    const follower = followOwnerChanges('WM_S0', onNewOwner);
    await follower.begin((await connectToFakeSelections(5)).x);
    follower.end();
    await follower.begin((await connectToFakeSelections(5)).x);
    expect(onNewOwner).not.toHaveBeenCalled();
    await follower.begin((await connectToFakeSelections(6)).x);
    expect(onNewOwner).toHaveBeenCalledOnce();
  });
});
