import { type Translate, translator } from '../../src-shared/strings.ts';

/** A problem that the user has to correct before the overlay can start. Its message, in English, is for the terminal. */
export class UserError extends Error {
  override name = 'UserError';
  /** Name the wrong value and the allowed ones, in one language. */
  readonly say: (t: Translate) => string;

  constructor(say: (t: Translate) => string) {
    super(say(translator('en')));
    this.say = say;
  }
}
