import { expect, it, vi } from 'vitest';
import { createSearch, type Place } from '../../src-main/clients/seek-assistants.ts';
import type { Watching } from '../../src-main/clients/test-assistant.ts';
import { reported } from './reported.ts';

const OVOS = 'ovos://127.0.0.1:8181/core';
const LVA = 'lva://127.0.0.1:6055';

function start() {
  const open = new Map<string, Watching>();
  const place = (kind: Place['kind'], address: string): Place => ({
    kind,
    address,
    make: (watching) => ({
      start: () => void open.set(address, watching),
      stop: () => void open.delete(address),
      reconnectNow() {},
      send: () => ({ sent: false, reason: 'no-link' }),
    }),
  });
  const followed = new Set<string>();
  const onChange = vi.fn<() => void>();
  const search = createSearch({
    places: [place('ovos', OVOS), place('lva', LVA)],
    isFollowed: (address) => followed.has(address),
    onChange,
  });
  return { search, open, followed, onChange };
}

it('looks for nothing before it is asked to, and lets go of all afterwards', () => {
  const { search, open, onChange } = start();
  search.refresh();
  expect(open.size).toBe(0);
  search.set(true);
  search.set(true);
  expect([...open.keys()]).toEqual([OVOS, LVA]);
  open.get(LVA)?.onEvent(reported());
  expect(search.found()).toEqual([{ kind: 'lva', address: LVA }]);
  expect(onChange).toHaveBeenCalledOnce();
  search.set(false);
  expect(open.size).toBe(0);
  expect(search.found()).toEqual([]);
});

it('finds what answers, be it with a refusal, for as long as it does', () => {
  const { search, open, onChange } = start();
  search.set(true);
  open.get(OVOS)?.onEvent({ kind: 'unreachable' });
  expect(search.found()).toEqual([]);
  open.get(OVOS)?.onEvent(reported());
  open.get(OVOS)?.onEvent(reported());
  open.get(LVA)?.onEvent({ kind: 'denied', denial: 'wrong-key' });
  expect(search.found()).toHaveLength(2);
  open.get(OVOS)?.onEvent({ kind: 'socket-closed' });
  expect(search.found()).toEqual([{ kind: 'lva', address: LVA }]);
  expect(onChange).toHaveBeenCalledTimes(3);
});

it('leaves alone what is followed', () => {
  const { search, open, followed, onChange } = start();
  followed.add(LVA);
  search.set(true);
  expect([...open.keys()]).toEqual([OVOS]);
  open.get(OVOS)?.onEvent(reported());
  followed.add(OVOS);
  followed.delete(LVA);
  search.refresh();
  expect([...open.keys()]).toEqual([LVA]);
  expect(search.found()).toEqual([]);
  expect(onChange).toHaveBeenCalledTimes(2);
});
