import type en from '../assets/strings/en.json';
import { type CatalogueLanguage, type Language, PSEUDO_LANGUAGE } from './languages.ts';
import type { Notice } from './overlay-state.ts';

/** Texts in groups. Catalogues other than the English one may have plural forms that English lacks. */
type Catalogue = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A text with plural forms has one entry per form, named `key_form`; it is looked up as `key`. */
type WithoutPlural<Key extends string> = Key extends `${infer Base}_${'one' | 'other'}` ? Base : Key;

/** A key of the catalogue, such as `phase.ready`. */
export type StringKey = {
  [Group in keyof typeof en & string]: `${Group}.${WithoutPlural<keyof (typeof en)[Group] & string>}`;
}[keyof typeof en & string];

/** Look up a key of the catalogue and fill in its values. A numeric `count` selects the plural form. */
export type Translate = (key: StringKey, values?: Readonly<Record<string, string | number>>) => string;

const catalogues = new Map<CatalogueLanguage, Catalogue>();
let read: (language: CatalogueLanguage) => string | null = () => null;

/**
 * Set where this process has the texts of a language from, as JSON; null: they can't be read. It is asked when they are first
 * needed, so that nobody holds those of other languages. `StringKey` follows the English ones; tests compare the others with them.
 */
export function readTextsWith(source: typeof read): void {
  read = source;
  catalogues.clear();
}

function catalogueOf(language: CatalogueLanguage): Catalogue {
  const known = catalogues.get(language);
  if (known !== undefined) return known;
  // Ours, from the package.
  const texts: Catalogue = JSON.parse(read(language) ?? '{}');
  catalogues.set(language, texts);
  return texts;
}

function textIn(language: CatalogueLanguage, key: string, count: string | number | undefined): string | undefined {
  const [group = '', name = ''] = key.split('.');
  const texts = catalogueOf(language)[group];
  const form = typeof count === 'number' ? new Intl.PluralRules(language).select(count) : null;
  return (form === null ? undefined : texts?.[`${name}_${form}`]) ?? texts?.[name];
}

/** Return the texts of one language. A text that is missing there is English; one that is missing everywhere is its key. */
export function translator(language: Language): Translate {
  const isPseudo = language === PSEUDO_LANGUAGE;
  const catalogue = isPseudo ? 'en' : language;
  return (key, values) => {
    const found = textIn(catalogue, key, values?.count) ?? textIn('en', key, values?.count) ?? key;
    const text = isPseudo ? pseudoText(found) : found;
    if (values === undefined) return text;
    return text.replaceAll(/\{\{(\w+)\}\}/g, (placeholder, name) => String(values[name] ?? placeholder));
  };
}

/**
 * Return an English text as the pseudo-locale has it: every word runs from right to left, by Unicode's override. A text that
 * still reads like English does not come from a catalogue.
 */
function pseudoText(text: string): string {
  return text.replaceAll(/\{\{\w+\}\}|[^\s{]+/g, (word) => (word.startsWith('{{') ? word : `\u202e${word}\u202c`));
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
