import type { Detail } from './overlay-state.ts';

/** What is told of a command that came to nothing, and which it was. */
export type FailureDetail = Extract<Detail, { kind: 'command-failed' | 'command-rejected' }>;

/** The failure that a detail tells of; null when it tells of something else. Pure. */
export function failureOf(detail: Detail | null): FailureDetail | null {
  return detail?.kind === 'command-failed' || detail?.kind === 'command-rejected' ? detail : null;
}
