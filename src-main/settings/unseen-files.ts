import type { BrokenFile, SettingsProblem } from '../../src-preload/settings-contract.ts';

/** The files that could not be read and that the user does not know of yet. The settings tell of them as well. */
export interface UnseenFiles {
  list(): readonly BrokenFile[];
  /** To be called when the user sees the settings. */
  markSeen(): void;
}

/** @param problems what the settings tell now. */
export function createUnseenFiles(problems: () => readonly SettingsProblem[]): UnseenFiles {
  const seen = new Set<string>();
  const list = () =>
    problems()
      .filter(isBroken)
      .filter(({ kind }) => !seen.has(kind));
  return {
    list,
    markSeen() {
      for (const { kind } of list()) seen.add(kind);
    },
  };
}

function isBroken(problem: SettingsProblem): problem is BrokenFile {
  return problem.kind === 'broken-file' || problem.kind === 'broken-keys';
}
