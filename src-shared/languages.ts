export const LANGUAGES = ['pl', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The languages in which a client names its settings (docs/protocol.md), independent of the overlay's. */
export const CLIENT_LANGUAGES = ['pl', 'en'] as const;
export type ClientLanguage = (typeof CLIENT_LANGUAGES)[number];
