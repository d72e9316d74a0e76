import type { Detail } from './overlay-state.ts';

/** The details that report the failure of a command. */
export type FailureDetail = Extract<Detail, { kind: 'command-failed' | 'command-rejected' }>;

/** Return a detail if it reports the failure of a command, else null. Pure. */
export function failureOf(detail: Detail | null): FailureDetail | null {
  return detail?.kind === 'command-failed' || detail?.kind === 'command-rejected' ? detail : null;
}
