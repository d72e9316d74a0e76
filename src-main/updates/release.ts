import * as v from 'valibot';
import { cleanText } from '../assistants/clean-text.ts';

/** The newest release, as the feed describes it: `update.json`, which the makers sign. */

/** The feed's files. */
export const FEED_FILE = 'update.json';
export const SIGNATURE_FILE = 'update.json.minisig';

export const FEED_MAX_BYTES = 256 * 1024;
const NOTES_MAX_LENGTH = 100_000;
/** Ten times that of today's package. */
const IMAGE_MAX_BYTES = 1_500_000_000;
const IMAGES_MAX = 20;

export const Version = v.pipe(v.string(), v.regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/));

/** A release in the AppImage format. */
const Image = v.object({
  /** Of its processor, as Node names it. */
  arch: v.string(),
  /** The file beside the feed's; no other folder. */
  name: v.pipe(v.string(), v.regex(/^[A-Za-z0-9][\w.-]{0,150}$/)),
  size: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(IMAGE_MAX_BYTES)),
  sha512: v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/)),
});
export type Image = v.InferOutput<typeof Image>;

export const Release = v.object({
  // The makers may sign other things with the same key.
  name: v.literal('asystent-overlay'),
  channel: v.literal('stable'),
  version: Version,
  /** The release notes, as plain text. */
  notes: v.pipe(v.string(), v.maxLength(NOTES_MAX_LENGTH), v.transform(cleanText)),
  images: v.pipe(v.array(Image), v.maxLength(IMAGES_MAX)),
});
export type Release = v.InferOutput<typeof Release>;

/** Parse the feed; null if it is not that of the overlay's releases. */
export function readRelease(bytes: Uint8Array): Release | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const read = v.safeParse(Release, JSON.parse(text));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}

/** Whether a version is newer than the running one, which may be that of a test build. */
export function isNewer(version: string, running: string): boolean {
  const [ours, theirs] = [running, version].map((text) =>
    text
      .split(/[.~+-]/)
      .slice(0, 3)
      .map(Number),
  );
  if (ours === undefined || theirs === undefined) return false;
  const at = theirs.findIndex((part, index) => part !== ours[index]);
  return at >= 0 && (theirs[at] ?? 0) > (ours[at] ?? 0);
}
