import type { Detail } from '../../src-preload/contract.ts';
import type { Translate } from '../../src-preload/strings.ts';

/** A command that came to nothing, and which. */
export type CommandFailure = Extract<Detail, { kind: 'command-failed' | 'command-rejected' }>;

/** The failure that a detail tells of; null when it tells of something else. */
export function failureOf(detail: Detail | null): CommandFailure | null {
  return detail?.kind === 'command-failed' || detail?.kind === 'command-rejected' ? detail : null;
}

/** What went wrong, in the user's language. */
export function failureWords(failure: CommandFailure, translate: Translate): string {
  if (failure.kind === 'command-failed') return translate(`detail.${failure.reason}`);
  // Only what we have no words for is told in the client's.
  return (failure.code === 'failed' && failure.message) || translate(`detail.${failure.code}`);
}
