import { describe, expect, it } from 'vitest';
import en from '../../assets/strings/en.json' with { type: 'json' };
import pl from '../../assets/strings/pl.json' with { type: 'json' };
import { PHASES } from '../../src-preload/contract.ts';
import { translator } from '../../src-preload/strings.ts';

const PLURAL_FORMS = /_(one|few|many|other)$/;

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

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort();

describe('the catalogue', () => {
  it('has the same keys in both languages', () => {
    expect(lookedUp(pl)).toEqual(lookedUp(en));
  });

  it('has the same values to fill in in both languages and in all plural forms', () => {
    const inEnglish = new Map(
      [...texts(en)].map(([key, text]) => [key.replace(PLURAL_FORMS, ''), placeholders(text)] as const),
    );
    for (const [key, text] of [...texts(en), ...texts(pl)]) {
      expect({ [key]: placeholders(text) }).toEqual({ [key]: inEnglish.get(key.replace(PLURAL_FORMS, '')) });
    }
  });

  it('has every plural form that a language needs', () => {
    expect(plurals(en).size).toBeGreaterThan(0);
    for (const forms of plurals(en).values()) expect(forms).toEqual(['one', 'other']);
    for (const forms of plurals(pl).values()) expect(forms).toEqual(['one', 'few', 'many', 'other']);
    expect([...plurals(pl).keys()]).toEqual([...plurals(en).keys()]);
  });

  it('has no empty text', () => {
    expect([...texts(en), ...texts(pl)].filter(([, text]) => text.trim() === '')).toEqual([]);
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
      'Monitoring off',
      'Listening…',
      'Thinking…',
      'Speaking…',
      'Error',
      'Disconnected',
    ]);
  });

  it('fills in values as they are', () => {
    expect(translator('en')('tray.socket', { port: 6001 })).toBe('socket 6001');
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
});
