/** The licence of a bundled package. */
export interface Licence {
  readonly name: string;
  readonly version: string;
  /** Its SPDX name, such as `MIT`. */
  readonly licence: string;
  readonly text: string;
}
