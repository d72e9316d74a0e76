import { expect, it } from 'vitest';
import type { AssistantEvent } from '../../src-main/assistants/assistant.ts';
import { standingAfter } from '../../src-main/clients/standing.ts';
import type { Standing } from '../../src-shared/client-state.ts';
import { report } from '../overlay/events.ts';

const pushed: AssistantEvent = { kind: 'report', report: report(), transport: 'socket', port: 6001 };
const polled: AssistantEvent = { kind: 'report', report: report(), transport: 'polling', port: 5001 };

const LOOKING: Standing = { kind: 'looking' };

it.each<readonly [string, AssistantEvent, Standing]>([
  ['a status over the socket', pushed, { kind: 'socket', port: 6001 }],
  ['a status over HTTP', polled, { kind: 'polling', port: 5001 }],
  ['two polls in vain', { kind: 'unreachable' }, { kind: 'missing' }],
  ['a denial', { kind: 'denied', denial: 'wrong-key' }, { kind: 'denied', reason: 'wrong-key' }],
])('follows %s', (_, event, standing) => {
  const after = standingAfter(LOOKING, event);
  expect(after).toEqual(standing);
  expect(standingAfter(after, event)).toBe(after);
  expect(standingAfter(after, { kind: 'socket-closed' })).toEqual(LOOKING);
  expect(standingAfter(after, { kind: 'socket-dropped' })).toEqual(LOOKING);
});

it('tells one denial, and one port, from another', () => {
  const denied = standingAfter(LOOKING, { kind: 'denied', denial: 'wrong-key' });
  const other: AssistantEvent = { kind: 'denied', denial: 'wrong-certificate' };
  expect(standingAfter(denied, other)).toEqual({ kind: 'denied', reason: 'wrong-certificate' });
  expect(standingAfter({ kind: 'socket', port: 6000 }, pushed)).toEqual({ kind: 'socket', port: 6001 });
});
