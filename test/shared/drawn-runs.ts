import type { Run } from '../../src-shared/soft-runs.ts';

/** Return runs as one text, with their styles in angle brackets: `Jest <bold:siódma>.` */
export function drawnRuns(runs: readonly Run[]): string {
  return runs.map(({ text, styles }) => (styles.length === 0 ? text : `<${styles.join(' ')}:${text}>`)).join('');
}
