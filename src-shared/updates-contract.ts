/** The updates, as the settings show them, and the page's requests. */

/** A request of the page: a check now, the release's page, its installation, or a start of the installed release. */
export const UPDATE_STEPS = ['check', 'page', 'install', 'restart'] as const;
export type UpdateStep = (typeof UPDATE_STEPS)[number];

/**
 * Why nothing came of the last check or installation: the feed or the file did not come, is no release of the overlay, is not
 * signed by its makers, is not for this computer; or the file here could not be replaced.
 */
export const UPDATE_PROBLEMS = ['no-answer', 'unreadable', 'unsigned', 'no-file', 'not-replaced'] as const;
export type UpdateProblem = (typeof UPDATE_PROBLEMS)[number];

/** A newer release. */
export interface UpdateOffer {
  readonly version: string;
  /** Its release notes; cleaned, in English. */
  readonly notes: string;
  /** How the user gets it: from its page; by an installation; or, once that is done, by another start. */
  readonly way: 'page' | 'install' | 'restart';
}

export interface UpdatesView {
  /** Whether this build knows where its releases are. */
  readonly hasPlace: boolean;
  readonly activity: 'none' | 'checking' | 'installing';
  /** When the feed last answered, in milliseconds since 1970; null: never. */
  readonly checkedEpochMs: number | null;
  readonly problem: UpdateProblem | null;
  /** null: none is known. */
  readonly offer: UpdateOffer | null;
}
