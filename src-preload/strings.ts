import { createInstance } from 'i18next';
import en from '../assets/strings/en.json' with { type: 'json' };
import pl from '../assets/strings/pl.json' with { type: 'json' };
import type { Language } from './contract.ts';

const catalogue = createInstance();
// Initialises at once: the catalogue is part of the bundle, and nothing is loaded.
void catalogue.init({
  resources: { en: { translation: en }, pl: { translation: pl } },
  fallbackLng: 'en',
  interpolation: { escapeValue: false }, // React and native menus show text as text.
});

/** Looks up a key of the catalogue and fills in its values. */
export type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** The catalogue in one language, for main and pages alike. */
export function translator(language: Language): Translate {
  return catalogue.getFixedT(language);
}
