import type { FailureDetail } from '../../src-shared/command-failure.ts';
import type { Translate } from '../../src-shared/strings.ts';

/** What went wrong, in the user's language. */
export function failureWords(failure: FailureDetail, translate: Translate): string {
  if (failure.kind === 'command-failed') return translate(`detail.${failure.reason}`);
  // Only what we have no words for is told in the client's.
  return (failure.code === 'failed' && failure.message) || translate(`detail.${failure.code}`);
}
