import type { Problem } from '../../src-shared/diagnostics-contract.ts';
import { problemText } from '../../src-shared/diagnostics-text.ts';
import { translator } from '../../src-shared/strings.ts';

/** The known problems of the overlay on this desktop, and with this Electron. */
export interface Problems {
  /** Note whether there is a problem. The log tells of each when it begins. @param source where to read about it. */
  note(name: Problem['name'], isThere: boolean, source?: string): void;
  /** Return the current problems, the earliest first. */
  list(): readonly Problem[];
}

export function createProblems(log: (message: string) => void): Problems {
  const t = translator('en');
  let problems: readonly Problem[] = [];
  return {
    note(name, isThere, source) {
      if (isThere === problems.some((problem) => problem.name === name)) return;
      if (!isThere) {
        problems = problems.filter((problem) => problem.name !== name);
        return;
      }
      const problem = { name, source: source ?? null };
      problems = [...problems, problem];
      log(`known problem: ${problemText(problem, t)}`);
    },
    list: () => problems,
  };
}
