/** The languages of the user interface that users can choose, in the order of their own names. */
export const LANGUAGES = ['cs', 'de', 'en', 'es', 'fr', 'pl', 'uk'] as const;
export type CatalogueLanguage = (typeof LANGUAGES)[number];

/** The languages' own names. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  cs: 'Čeština',
  de: 'Deutsch',
  en: 'English',
  es: 'Español',
  fr: 'Français',
  pl: 'Polski',
  uk: 'Українська',
  'ar-XB': 'English',
};

/**
 * The pseudo-locale for writing from right to left, with Chromium's name for it: English words in the other direction. No
 * setting offers it; `ASYSTENT_LANG` accepts it, for tests, and for translators to see a mirrored interface.
 */
export const PSEUDO_LANGUAGE = 'ar-XB';

/** Everything that the interface can be drawn in. */
export type Language = CatalogueLanguage | typeof PSEUDO_LANGUAGE;

export type Direction = 'ltr' | 'rtl';

/** Return the direction in which a language is written. */
export function directionOf(language: Language): Direction {
  return language === PSEUDO_LANGUAGE ? 'rtl' : 'ltr';
}

/** The languages in which a client names its settings (docs/protocol.md), independent of the overlay's. */
export const CLIENT_LANGUAGES = ['pl', 'en'] as const;
export type ClientLanguage = (typeof CLIENT_LANGUAGES)[number];
