import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { FrontWindow } from '../../src-main/desktop/front-windows.ts';
import type { Desktop } from '../../src-main/windows/display-choice.ts';
import { createFullScreenWatch } from '../../src-main/windows/full-screen-watch.ts';
import { display, ONE, TWO } from '../bubble/bubble-harness.ts';

const film: FrontWindow = { ...TWO.bounds, isFullScreen: true };

function start() {
  let desktop: Desktop = { displays: [ONE, TWO], primaryId: 1 };
  let onChange = () => {};
  const told: number[][] = [];
  const follows: { onFronts: (fronts: readonly FrontWindow[]) => void; isEnded: boolean }[] = [];
  const watch = createFullScreenWatch({
    displays: {
      now: () => desktop,
      onChange(listener) {
        onChange = listener;
      },
    },
    async begin(onFronts) {
      const one = { onFronts, isEnded: false };
      follows.push(one);
      return () => {
        one.isEnded = true;
      };
    },
    onCovered: (ids) => void told.push([...ids]),
  });
  return {
    watch,
    told,
    follows,
    see: (...fronts: readonly FrontWindow[]) => follows.at(-1)?.onFronts(fronts),
    plug(next: Desktop) {
      desktop = next;
      onChange();
    },
  };
}

it('follows nothing until it is wanted, and then once', () => {
  const { watch, follows } = start();
  watch.setOn(false);
  expect(follows).toHaveLength(0);
  watch.setOn(true);
  watch.setOn(true);
  expect(follows).toHaveLength(1);
});

it('tells which displays are covered, when that changes', () => {
  const { watch, told, see } = start();
  watch.setOn(true);
  see();
  see(film);
  see(film, { ...ONE.bounds, isFullScreen: false });
  see();
  expect(told).toEqual([[2], []]);
});

it('tells it of displays that move', () => {
  const { watch, told, see, plug } = start();
  watch.setOn(true);
  see(film);
  plug({ displays: [ONE, display(2, 1280, 2560, 1440)], primaryId: 1 });
  expect(told).toEqual([[2], []]);
});

it('that is not wanted any more, nothing is covered, whatever comes late', async () => {
  const { watch, told, see, follows } = start();
  watch.setOn(true);
  see(film);
  watch.setOn(false);
  see(film);
  await turn();
  expect(told).toEqual([[2], []]);
  expect(follows.map(({ isEnded }) => isEnded)).toEqual([true]);
  watch.setOn(true);
  see(film);
  expect(told).toEqual([[2], [], [2]]);
});
