import { createInstance } from 'i18next';
import en from '../assets/strings/en.json' with { type: 'json' };
import pl from '../assets/strings/pl.json' with { type: 'json' };
import { LANGUAGES, type Language } from './languages.ts';
import type { Notice } from './overlay-state.ts';

/** The plural forms of one text end in the names of the forms; the key that is looked up does not. */
type WithoutPlural<Key extends string> = Key extends `${infer Base}_${'one' | 'other'}` ? Base : Key;

type Path<Node> = {
  [K in keyof Node & string]: Node[K] extends string ? WithoutPlural<K> : `${K}.${Path<Node[K]>}`;
}[keyof Node & string];

/** A key of the catalogue, such as `phase.ready`. */
export type StringKey = Path<typeof en>;

/** Looks up a key of the catalogue and fills in its values. `count` chooses the plural form. */
export type Translate = (key: StringKey, values?: Readonly<Record<string, string | number>>) => string;

/** The texts of every language, with the same keys: the English ones are typed, and tests hold the others to them. */
export const CATALOGUES: Readonly<Record<Language, object>> = { pl, en };

const catalogue = createInstance();
// Initialises at once: the catalogue is part of the bundle, and nothing is loaded.
void catalogue.init({
  resources: Object.fromEntries(
    Object.entries(CATALOGUES).map(([language, translation]) => [language, { translation }]),
  ),
  fallbackLng: 'en',
  interpolation: { escapeValue: false }, // React and native menus show text as text.
});

/** Texts without values, by language: they are the same for ever, and looking one up costs more than drawing it. */
const known = new Map<Language, Map<StringKey, string>>(LANGUAGES.map((language) => [language, new Map()]));

/** The catalogue in one language, for main and pages alike. */
export function translator(language: Language): Translate {
  return (key, values) => {
    if (values !== undefined) return catalogue.t(key, { ...values, lng: language });
    const text = known.get(language)?.get(key) ?? catalogue.t(key, { lng: language });
    known.get(language)?.set(key, text);
    return text;
  };
}

/** A notice in one line. */
export function noticeLine({ kind, text }: Notice, t: Translate): string {
  const name = t(`notice.${kind}`);
  return text === '' ? name : t('notice.named', { name, text });
}

/** The title of a window, with the name of the profile behind it where there is one. */
export function titleOf(title: StringKey, profile: string | null, t: Translate): string {
  return profile === null ? t(title) : t('app.ofProfile', { name: t(title), profile });
}
