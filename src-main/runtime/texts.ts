import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogueLanguage } from '../../src-shared/languages.ts';
import { readTextsWith } from '../../src-shared/strings.ts';

/** Return a reader of the catalogues in the folder of the app. It returns the texts of one language, as JSON. */
export function textsIn(appFolder: string): (language: CatalogueLanguage) => string {
  return (language) => readFileSync(join(appFolder, 'assets/strings', `${language}.json`), 'utf8');
}

/** Have this process's texts from the folder of the app. */
export function readOwnTexts(appFolder: string): void {
  readTextsWith(textsIn(appFolder));
}
