import type { Effort, Part, TransportCell } from '../part.ts';
import { measureTransport } from '../transport-comparison/processes.ts';
import { TRANSPORT_NAMES, TRANSPORTS } from '../transport-comparison/transports.ts';

const OVERLAYS = [1, 4, 16, 64];
const CHANGES_PER_MINUTE = [1, 10, 100];

/** Requests that one client can serve, or all clients measured at once, before they disturb each other. */
const REQUESTS_PER_SECOND_MAX = 350;

/** Compare the transports by their cost to the client. */
export const transports: Part = {
  name: 'transports',
  title: 'Polling and pushing, for one to 64 overlays',
  seconds: { full: 9 * 66, quick: 20 },
  async run(_harness, effort) {
    const periodMs = effort.quick ? 4_000 : 60_000;
    const overlays = effort.quick ? [1, 16] : OVERLAYS;
    const rates = effort.quick ? [100] : CHANGES_PER_MINUTE;
    const cells: TransportCell[] = [];
    for (const rate of rates) cells.push(...(await measureRate(rate, overlays, periodMs, effort)));
    return {
      figures: [],
      transports: cells,
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
): Promise<TransportCell[]> {
  const wanted = overlayCounts.flatMap((overlays) =>
    TRANSPORT_NAMES.map((transport) => ({
      transport,
      overlays,
      load: TRANSPORTS[transport].requestsPerSecond * overlays,
    })),
  );
  const batches = together(wanted, REQUESTS_PER_SECOND_MAX);
  const cells: TransportCell[] = [];
  for (const [index, batch] of batches.entries()) {
    progress(`${changesPerMinute} changes a minute, ${index + 1} of ${batches.length}`);
    cells.push(
      ...(await Promise.all(
        batch.map(({ transport, overlays }) => measureTransport({ transport, overlays, changesPerMinute }, periodMs)),
      )),
    );
  }
  return cells;
}

/** Group loads, heaviest first, with at most `most` in a group; a heavier load stays alone. */
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
