/** The name of the packaged application among all applications, also that of what it leaves in the system. */
export const APP_ID = 'pl.asystent.overlay';

export const APP_NAME = 'Asystent Overlay';

/** What it is, as the menus and settings of a desktop say it. */
export const APP_COMMENT = {
  en: 'Shows what the local voice assistant is doing',
  pl: 'Pokazuje, co robi lokalny asystent głosowy',
};
