import * as v from 'valibot';

/** Where a build looks for newer releases. */
export interface FeedPlace {
  /** The address of the folder with the newest release's files; ends with `/`. */
  readonly folder: string;
  /** Return the address of a release's page, for a browser. */
  page(version: string): string;
  /** The makers' public key, as minisign writes it. */
  readonly key: string;
}

const Key = v.pipe(v.string(), v.regex(/^RW[A-Za-z0-9+/]{54}$/));
const Manifest = v.object({ repository: v.string(), updateKey: v.optional(v.string()) });

/** A top-level domain that no site can have (RFC 2606): the placeholder of a project without an address. */
const PLACEHOLDER = '.invalid';

/** This computer alone, as tests need it: no variable of the environment leads elsewhere. */
const TEST_FEED = /^(http:\/\/127\.0\.0\.1:\d{1,5}\/)\s+(\S+)$/;

/**
 * Return where to look; null: this build has no such place.
 *
 * @param manifest the app's package.json.
 * @param testFeed `http://127.0.0.1:PORT/ KEY` in place of the release's; null: none, as in every release.
 */
export function feedPlace(manifest: unknown, testFeed: string | null): FeedPlace | null {
  const read = v.safeParse(Manifest, manifest);
  if (!read.success) return null;
  const repository = read.output.repository.replace(/^git\+/, '').replace(/\.git$/, '');
  if (!repository.startsWith('https://') || !URL.canParse(repository)) return null;
  const page = (version: string) => `${repository}/releases/tag/v${version}`;
  const [, testFolder = null, testKey] = TEST_FEED.exec(testFeed ?? '') ?? [];
  if (testFolder === null && new URL(repository).hostname.endsWith(PLACEHOLDER)) return null;
  const key = v.safeParse(Key, testFolder === null ? read.output.updateKey : testKey);
  if (!key.success) return null;
  return { folder: testFolder ?? `${repository}/releases/latest/download/`, page, key: key.output };
}
