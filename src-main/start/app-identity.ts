import type { CatalogueLanguage } from '../../src-shared/languages.ts';

/** Identifies the packaged application among all others, and its entries in the system. */
export const APP_ID = 'pl.asystent.overlay';

export const APP_NAME = 'Asystent Overlay';

/** The description in the menus and settings of a desktop. */
export const APP_COMMENT: Readonly<Record<CatalogueLanguage, string>> = {
  cs: 'Ukazuje, co dělá místní hlasový asistent',
  de: 'Zeigt, was der lokale Sprachassistent macht',
  en: 'Shows what the local voice assistant is doing',
  es: 'Muestra lo que hace el asistente de voz local',
  fr: 'Montre ce que fait l’assistant vocal local',
  pl: 'Pokazuje, co robi lokalny asystent głosowy',
  uk: 'Показує, що робить локальний голосовий асистент',
};

/** Return the description's translations, by their keys in a desktop entry. The English one is `Comment`. */
export function translatedComments(): Readonly<Record<string, string>> {
  const { en: _, ...translated } = APP_COMMENT;
  return Object.fromEntries(Object.entries(translated).map(([language, text]) => [`Comment[${language}]`, text]));
}
