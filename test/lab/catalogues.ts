import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { LANGUAGES } from '../../src-shared/languages.ts';
import { recordOf } from '../../src-shared/record-of.ts';

type Catalogue = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The texts of every language. */
export const CATALOGUES = recordOf(LANGUAGES, (language): Catalogue => {
  return JSON.parse(readFileSync(join(PROJECT_ROOT, 'assets/strings', `${language}.json`), 'utf8'));
});
