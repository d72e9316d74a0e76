/** An event of one part's builder; `ERROR` comes before the `END` of a failed build. */
export type BuildEvent = 'START' | 'BUNDLE_START' | 'BUNDLE_END' | 'ERROR' | 'END';

/** The update that a running overlay needs. */
export type Renewal = 'restart' | 'reload';

/** The pages' part. The app loads every other part once, at its start. */
const PAGES = 'client';

/** Tracks the builds of all parts, each at its own pace: one change may concern several. */
export interface Rounds {
  note(part: string, event: BuildEvent): void;
  /** Return the update that is due, once; null during a build, after a failed one, and if nothing is new. */
  take(): Renewal | null;
}

/** @param parts all of them; each is about to be built for the first time. */
export function createRounds(parts: readonly string[]): Rounds {
  const building = new Set(parts);
  const failed = new Set<string>();
  const built = new Set<string>();
  return {
    note(part, event) {
      if (event === 'START') {
        building.add(part);
        failed.delete(part);
      }
      if (event === 'ERROR') failed.add(part);
      if (event === 'BUNDLE_END') built.add(part);
      if (event === 'END') building.delete(part);
    },
    take() {
      if (building.size > 0 || failed.size > 0 || built.size === 0) return null;
      const renewal = [...built].every((part) => part === PAGES) ? 'reload' : 'restart';
      built.clear();
      return renewal;
    },
  };
}
