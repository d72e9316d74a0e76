/** What a builder tells of one part of the app; `ERROR` comes before the `END` of a build that failed. */
export type BuildEvent = 'START' | 'BUNDLE_START' | 'BUNDLE_END' | 'ERROR' | 'END';

/** How a running overlay gets what was built. */
export type Renewal = 'restart' | 'reload';

/** The part that the pages are built as. Every other one is loaded once, when the app starts. */
const PAGES = 'client';

/** Keeps track of parts that are built again and again, each at its own pace: one change may be in several of them. */
export interface Rounds {
  note(part: string, event: BuildEvent): void;
  /** What is due now, once; null while a part is being built or can't be, and when nothing new is there. */
  take(): Renewal | null;
}

/** @param parts all that there are; each is about to be built for the first time. */
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
