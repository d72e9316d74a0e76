import { describe, expect, it, onTestFinished } from 'vitest';
import en from '../../assets/strings/en.json' with { type: 'json' };
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { readOwnTexts } from '../../src-main/runtime/texts.ts';
import { LANGUAGES, type Language, PSEUDO_LANGUAGE } from '../../src-shared/languages.ts';
import { PHASES } from '../../src-shared/overlay-state.ts';
import { readTextsWith, translator } from '../../src-shared/strings.ts';
import { CATALOGUES } from '../lab/catalogues.ts';

const PLURAL_FORMS = /_(zero|one|two|few|many|other)$/;

/** The texts of a catalogue by their keys, such as `phase.ready` or `position.placesOn_few`. */
function texts(node: object, path = ''): Map<string, string> {
  return new Map(
    Object.entries(node).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${path}${key}`, value] as const] : [...texts(value, `${path}${key}.`)],
    ),
  );
}

/** The keys that are looked up, without the names of plural forms, in their order. */
const lookedUp = (catalogue: object) => [
  ...new Set([...texts(catalogue).keys()].map((key) => key.replace(PLURAL_FORMS, ''))),
];

/** The plural forms of every text that has any. */
function plurals(catalogue: object): Map<string, string[]> {
  const forms = new Map<string, string[]>();
  for (const key of texts(catalogue).keys()) {
    const form = PLURAL_FORMS.exec(key)?.[1];
    const base = key.replace(PLURAL_FORMS, '');
    if (form !== undefined) forms.set(base, [...(forms.get(base) ?? []), form]);
  }
  return forms;
}

/** The most letters of a text: on the pill, by its places in the widest of the fonts; elsewhere, by the English text. */
function mostLetters(key: string): number {
  const [group = ''] = key.split('.');
  if (group === 'detail') return 35;
  if (/^(phase|notice)\./.test(key)) return 21;
  // A tooltip.
  if (group === 'command') return 95;
  const english = texts(en);
  const length = (english.get(key) ?? english.get(key.replace(PLURAL_FORMS, '_other')) ?? '').length;
  return Math.floor(1.6 * length) + 14;
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort();

describe('the catalogue', () => {
  it('has texts with plural forms', () => {
    expect(plurals(en).size).toBeGreaterThan(0);
  });

  it.each(LANGUAGES)('lacks no text, and has none that English lacks: %s', (language) => {
    const there = new Set(lookedUp(CATALOGUES[language]));
    const wanted = new Set(lookedUp(en));
    expect([...wanted].filter((key) => !there.has(key)).map((key) => `missing in ${language}.json: ${key}`)).toEqual(
      [],
    );
    expect([...there].filter((key) => !wanted.has(key)).map((key) => `unused in ${language}.json: ${key}`)).toEqual([]);
  });

  it.each(LANGUAGES)('has the same order in every language: %s', (language) => {
    expect(lookedUp(CATALOGUES[language])).toEqual(lookedUp(en));
  });

  it.each(LANGUAGES)('has the same values to fill in in every language and in all plural forms: %s', (language) => {
    const inEnglish = new Map(
      [...texts(en)].map(([key, text]) => [key.replace(PLURAL_FORMS, ''), placeholders(text)] as const),
    );
    for (const [key, text] of texts(CATALOGUES[language])) {
      expect({ [key]: placeholders(text) }).toEqual({ [key]: inEnglish.get(key.replace(PLURAL_FORMS, '')) });
    }
  });

  it.each(LANGUAGES)('has every plural form that the language needs: %s', (language) => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    const there = plurals(CATALOGUES[language]);
    expect([...there.keys()]).toEqual([...plurals(en).keys()]);
    for (const forms of there.values()) expect(forms.toSorted()).toEqual(needed);
  });

  it.each(LANGUAGES)('has no text that is too long for its place: %s', (language) => {
    const tooLong = [...texts(CATALOGUES[language])].flatMap(([key, text]) => {
      const most = mostLetters(key);
      return text.length > most ? [`${language}.json: ${key} has ${text.length} letters of ${most}: ${text}`] : [];
    });
    expect(tooLong).toEqual([]);
  });

  it.each(LANGUAGES)('has no empty text: %s', (language) => {
    expect([...texts(CATALOGUES[language])].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it.each([
    ['fr', / [:;?!»%]|« /],
    ['de', /[\p{L}\d]…/u],
  ] as const)('has the spaces at marks that the language asks for: %s', (language, wrong) => {
    expect([...texts(CATALOGUES[language])].filter(([, text]) => wrong.test(text))).toEqual([]);
  });

  it('names every phase as the product does', () => {
    expect(PHASES.map((phase) => translator('pl')(`phase.${phase}`))).toEqual([
      'Łączę…',
      'Gotowy',
      'Nasłuch wyłączony',
      'Słucham…',
      'Myślę…',
      'Mówię…',
      'Błąd',
      'Brak połączenia',
    ]);
    expect(PHASES.map((phase) => translator('en')(`phase.${phase}`))).toEqual([
      'Connecting…',
      'Ready',
      'Wake word off',
      'Listening…',
      'Thinking…',
      'Speaking…',
      'Error',
      'Disconnected',
    ]);
  });

  it('fills in values as they are', () => {
    expect(translator('en')('tray.socket', { port: 6001 })).toBe('WebSocket 6001');
    expect(translator('en')('tray.status', { phase: '<b>', detail: '&' })).toBe('<b> · &');
  });

  it.each([
    [0, '0 sekund', '0 seconds'],
    [1, '1 sekunda', '1 second'],
    [2, '2 sekundy', '2 seconds'],
    [5, '5 sekund', '5 seconds'],
    [12, '12 sekund', '12 seconds'],
    [22, '22 sekundy', '22 seconds'],
    [25, '25 sekund', '25 seconds'],
  ])('counts %i as people do', (count, polish, english) => {
    expect(translator('pl')('behaviour.seconds', { count })).toBe(polish);
    expect(translator('en')('behaviour.seconds', { count })).toBe(english);
  });

  it.each([
    ['cs', ['1 sekunda', '3 sekundy', '5 sekund']],
    ['de', ['1 Sekunde', '3 Sekunden', '5 Sekunden']],
    ['es', ['1 segundo', '3 segundos', '5 segundos']],
    ['fr', ['1 seconde', '3 secondes', '5 secondes']],
    ['uk', ['1 секунда', '3 секунди', '5 секунд']],
  ] as const)('counts as people do in %s', (language, counted) => {
    expect([1, 3, 5].map((count) => translator(language)('behaviour.seconds', { count }))).toEqual(counted);
  });

  it('turns every English word around in the pseudo-locale, and no value', () => {
    const t = translator(PSEUDO_LANGUAGE);
    expect(t('phase.paused')).toBe('\u202eWake\u202c \u202eword\u202c \u202eoff\u202c');
    expect(t('tray.socket', { port: 6001 })).toBe('\u202eWebSocket\u202c 6001');
    expect(t('behaviour.seconds', { count: 5 })).toBe('5 \u202eseconds\u202c');
  });

  it('counts fractions as people do', () => {
    expect(translator('pl')('behaviour.seconds', { count: 1.5 })).toBe('1.5 sekundy');
    expect(translator('en')('behaviour.seconds', { count: 1.5 })).toBe('1.5 seconds');
  });

  it.each(['ready', 'seconds_many'])('has an English text where one is missing in another language: %s', (name) => {
    const isMissing = (language: Language, key: string) => language === 'pl' && key === name;
    readTextsWith((language) =>
      JSON.stringify(CATALOGUES[language], (key, value) => (isMissing(language, key) ? undefined : value)),
    );
    onTestFinished(() => readOwnTexts(PROJECT_ROOT));
    const t = translator('pl');
    expect(name === 'ready' ? t('phase.ready') : t('behaviour.seconds', { count: 5 })).toBe(
      name === 'ready' ? 'Ready' : '5 seconds',
    );
  });
});
