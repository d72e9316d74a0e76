import type { CatalogueLanguage } from './languages.ts';

/** page → main, which answers at once: the texts of a language, as JSON. */
export const TEXTS_CHANNEL = 'page:texts';

/** The part of a page's bridge that all pages have. */
export interface TextsBridge {
  /**
   * Return the texts of a language, as JSON. The page waits for them: it could show nothing without, and the texts of a new
   * language are there before its first state is drawn.
   * @returns null if main can't read them.
   */
  texts(language: CatalogueLanguage): string | null;
}
