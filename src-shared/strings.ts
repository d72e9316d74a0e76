import en from '../assets/strings/en.json' with { type: 'json' };
import pl from '../assets/strings/pl.json' with { type: 'json' };
import type { Language } from './languages.ts';
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

/** The texts of every language. `StringKey` follows the English ones; tests compare the others with them. */
export const CATALOGUES: Readonly<Record<Language, Catalogue>> = { pl, en };

function textIn(language: Language, key: string, count: string | number | undefined): string | undefined {
  const [group = '', name = ''] = key.split('.');
  const texts = CATALOGUES[language][group];
  const form = typeof count === 'number' ? new Intl.PluralRules(language).select(count) : null;
  return (form === null ? undefined : texts?.[`${name}_${form}`]) ?? texts?.[name];
}

/** Return the texts of one language. A text that is missing there is English; one that is missing everywhere is its key. */
export function translator(language: Language): Translate {
  return (key, values) => {
    const text = textIn(language, key, values?.count) ?? textIn('en', key, values?.count) ?? key;
    if (values === undefined) return text;
    return text.replaceAll(/\{\{(\w+)\}\}/g, (placeholder, name) => String(values[name] ?? placeholder));
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
