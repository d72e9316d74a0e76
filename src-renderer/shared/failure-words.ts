import type { FailureDetail } from '../../src-shared/command-failure.ts';
import type { Translate } from '../../src-shared/strings.ts';

/** Return the text of a failure in the user's language. */
export function failureWords(failure: FailureDetail, translate: Translate): string {
  if (failure.kind === 'command-failed') return translate(`detail.${failure.reason}`);
  // `failed` says nothing, so the client's own words come first.
  return (failure.code === 'failed' && failure.message) || translate(`detail.${failure.code}`);
}
