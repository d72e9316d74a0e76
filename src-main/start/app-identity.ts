/** Identifies the packaged application among all others, and its entries in the system. */
export const APP_ID = 'pl.asystent.overlay';

export const APP_NAME = 'Asystent Overlay';

/** The description in the menus and settings of a desktop. */
export const APP_COMMENT = {
  en: 'Shows what the local voice assistant is doing',
  pl: 'Pokazuje, co robi lokalny asystent głosowy',
};
