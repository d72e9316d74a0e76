/** The licence of a package that is bundled into the app. */
export interface Licence {
  readonly name: string;
  readonly version: string;
  /** Its SPDX name, such as `MIT`. */
  readonly licence: string;
  readonly text: string;
}
