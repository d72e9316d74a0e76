import type { BrokenFile, SettingsProblem } from '../../src-shared/settings-contract.ts';

/** The files that could not be read, until the user has seen the settings, which report them. */
export interface UnseenFiles {
  list(): readonly BrokenFile[];
  /** Call when the user sees the settings. */
  markSeen(): void;
}

/** @param problems the problems that the settings report now. */
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
