import { afterEach, describe, expect, it, vi } from 'vitest';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { readOwnTexts } from '../../src-main/runtime/texts.ts';
import { LANGUAGES } from '../../src-shared/languages.ts';
import { readTextsWith, translator } from '../../src-shared/strings.ts';
import { CATALOGUES } from '../lab/catalogues.ts';

afterEach(() => readOwnTexts(PROJECT_ROOT));

describe('the texts', () => {
  it.each(LANGUAGES)('of a language are those of its catalogue: %s', (language) => {
    readOwnTexts(PROJECT_ROOT);
    expect(translator(language)('phase.listening')).toBe(CATALOGUES[language]['phase']?.['listening']);
  });

  it('are read once, when they are first needed', () => {
    const read = vi.fn(() => JSON.stringify(CATALOGUES.pl));
    readTextsWith(read);
    const t = translator('pl');
    expect(read).not.toHaveBeenCalled();
    expect([t('phase.listening'), t('phase.ready')]).toEqual([
      CATALOGUES.pl['phase']?.['listening'],
      CATALOGUES.pl['phase']?.['ready'],
    ]);
    expect(read).toHaveBeenCalledExactlyOnceWith('pl');
  });

  it('are the English ones where those of a language can’t be read', () => {
    readTextsWith((language) => (language === 'en' ? JSON.stringify(CATALOGUES.en) : null));
    expect(translator('pl')('phase.listening')).toBe(CATALOGUES.en['phase']?.['listening']);
  });
});
