import { createInstance } from 'i18next';
import en from '../assets/strings/en.json' with { type: 'json' };
import pl from '../assets/strings/pl.json' with { type: 'json' };
import type { Language } from './contract.ts';

/** The plural forms of one text end in the names of the forms; the key that is looked up does not. */
type WithoutPlural<Key extends string> = Key extends `${infer Base}_${'one' | 'other'}` ? Base : Key;

type Path<Node> = {
  [K in keyof Node & string]: Node[K] extends string ? WithoutPlural<K> : `${K}.${Path<Node[K]>}`;
}[keyof Node & string];

/** A key of the catalogue, such as `phase.ready`. */
export type StringKey = Path<typeof en>;

/** Looks up a key of the catalogue and fills in its values. `count` chooses the plural form. */
export type Translate = (key: StringKey, values?: Readonly<Record<string, string | number>>) => string;

const catalogue = createInstance();
// Initialises at once: the catalogue is part of the bundle, and nothing is loaded.
void catalogue.init({
  resources: { en: { translation: en }, pl: { translation: pl } },
  fallbackLng: 'en',
  interpolation: { escapeValue: false }, // React and native menus show text as text.
});

/** Texts without values, by language: they are the same for ever, and looking one up costs more than drawing it. */
const known: Readonly<Record<Language, Map<StringKey, string>>> = { pl: new Map(), en: new Map() };

/** The catalogue in one language, for main and pages alike. */
export function translator(language: Language): Translate {
  return (key, values) => {
    if (values !== undefined) return catalogue.t(key, { ...values, lng: language });
    const text = known[language].get(key) ?? catalogue.t(key, { lng: language });
    known[language].set(key, text);
    return text;
  };
}
