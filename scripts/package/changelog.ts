/** A version that was released. */
export interface Release {
  readonly version: string;
  /** As YYYY-MM-DD. */
  readonly date: string;
}

/** Return the released versions in a changelog in the form of https://keepachangelog.com/en/1.1.0/, the newest first. Pure. */
export function releasesIn(changelog: string): readonly Release[] {
  return [...changelog.matchAll(/^## \[(\d[^\]]*)\] - (\d{4}-\d{2}-\d{2})$/gm)].map(([, version = '', date = '']) => ({
    version,
    date,
  }));
}
