import { describe, expect, it } from 'vitest';
import en from '../../assets/strings/en.json' with { type: 'json' };
import pl from '../../assets/strings/pl.json' with { type: 'json' };
import { PHASES } from '../../src-preload/contract.ts';
import { translator } from '../../src-preload/strings.ts';

function keys(node: object, path = ''): string[] {
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${path}${key}`] : keys(value, `${path}${key}.`),
  );
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

describe('the catalogue', () => {
  it('has the same keys in both languages', () => {
    expect(keys(pl)).toEqual(keys(en));
  });

  it('has the same values to fill in in both languages', () => {
    const flat = (node: object): string[] =>
      Object.values(node).flatMap((value) => (typeof value === 'string' ? [value] : flat(value)));
    expect(flat(pl).map(placeholders)).toEqual(flat(en).map(placeholders));
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
    expect(translator('en')('tray.status', { phase: '<b>', transport: '&' })).toBe('<b> · &');
  });
});
