import { expect, it } from 'vitest';
import { isPresent, isToAdd } from '../../../src-renderer/settings/first-run-assistants.ts';
import type { Standing } from '../../../src-shared/client-state.ts';

it.each<[Standing, boolean]>([
  [{ kind: 'socket', port: 6001 }, true],
  [{ kind: 'polling', port: 5001 }, true],
  [{ kind: 'denied', reason: 'wrong-key' }, true],
  [{ kind: 'looking' }, false],
  [{ kind: 'missing' }, false],
])('a client with the standing %j is shown: %s', (standing, isShown) => {
  expect(isPresent({ standing })).toBe(isShown);
});

it('the Asystent on this computer is not among those to add', () => {
  expect(isToAdd({ kind: 'ovos', address: 'ovos://127.0.0.1:8181/core' })).toBe(true);
  expect(isToAdd({ kind: 'asystent', address: 'asystent://127.0.0.1' })).toBe(false);
});
