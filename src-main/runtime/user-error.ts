import { type Translate, translator } from '../../src-shared/strings.ts';

/** Something that the user has to correct before the overlay can start. Its message, in English, is for the terminal. */
export class UserError extends Error {
  override name = 'UserError';
  /** Says in one language what can't be used and what is allowed. */
  readonly say: (t: Translate) => string;

  constructor(say: (t: Translate) => string) {
    super(say(translator('en')));
    this.say = say;
  }
}
