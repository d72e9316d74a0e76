import type { Effort, Part, WayCell } from '../part.ts';
import { measureWay, type WayName } from '../transport-comparison/processes.ts';

const OVERLAYS = [1, 4, 16, 64];
const CHANGES_PER_MINUTE = [1, 10, 100];

/** How many questions a second one overlay asks. */
const WAYS: readonly { readonly name: WayName; readonly asksPerSecond: number }[] = [
  { name: 'polling-50-ms', asksPerSecond: 20 },
  { name: 'polling-100-ms', asksPerSecond: 10 },
  { name: 'polling-1-s', asksPerSecond: 1 },
  { name: 'socket', asksPerSecond: 0 },
];

/** What one client may be asked, and all clients that are measured at the same time, before they disturb each other. */
const ASKS_PER_SECOND_TOGETHER = 350;

/** The ways to follow a client, compared by what they cost it. */
export const ways: Part = {
  name: 'ways',
  title: 'Polling and pushing, for one to 64 overlays',
  seconds: { full: 9 * 66, quick: 20 },
  async run(_world, effort) {
    const periodMs = effort.quick ? 4_000 : 60_000;
    const overlays = effort.quick ? [1, 16] : OVERLAYS;
    const rates = effort.quick ? [100] : CHANGES_PER_MINUTE;
    const cells: WayCell[] = [];
    for (const rate of rates) cells.push(...(await measureRate(rate, overlays, periodMs, effort)));
    return {
      figures: [],
      ways: cells,
      notes: [
        `Each line was measured for ${periodMs / 1_000} s, cheap ones in parallel. The overlays are the product's ` +
          'connections without windows; polling faster than once a second uses its transport in a loop of the ' +
          "benchmark's own. CPU time is that of the client's process; bytes are those of all its TCP connections, " +
          'without TCP and IP headers. At one change a minute there is one delay per overlay.',
      ],
    };
  },
};

async function measureRate(
  changesPerMinute: number,
  overlayCounts: readonly number[],
  periodMs: number,
  { progress }: Effort,
): Promise<WayCell[]> {
  const wanted = overlayCounts.flatMap((overlays) =>
    WAYS.map(({ name, asksPerSecond }) => ({ way: name, overlays, load: asksPerSecond * overlays })),
  );
  const batches = together(wanted, ASKS_PER_SECOND_TOGETHER);
  const cells: WayCell[] = [];
  for (const [index, batch] of batches.entries()) {
    progress(`${changesPerMinute} changes a minute, ${index + 1} of ${batches.length}`);
    cells.push(
      ...(await Promise.all(
        batch.map(({ way, overlays }) => measureWay({ way, overlays, changesPerMinute, periodMs })),
      )),
    );
  }
  return cells;
}

/** Puts loads together, each group of them within `most`, the heaviest first; what is heavier than that stays alone. */
export function together<Item extends { readonly load: number }>(items: readonly Item[], most: number): Item[][] {
  const groups: { items: Item[]; load: number }[] = [];
  for (const item of items.toSorted((a, b) => b.load - a.load)) {
    const group = groups.find(({ load }) => load + item.load <= most);
    if (group === undefined) groups.push({ items: [item], load: item.load });
    else {
      group.items.push(item);
      group.load += item.load;
    }
  }
  return groups.map((group) => group.items);
}
