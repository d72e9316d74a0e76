import { describe, expect, it, vi } from 'vitest';
import { appearanceOf } from '../../../src-renderer/shared/appearance.ts';

function start(systemReduces: boolean) {
  const setProperty = vi.fn<(name: string, value: string) => void>();
  const root = { dataset: {} as DOMStringMap, style: { setProperty } as unknown as CSSStyleDeclaration };
  const changed: (() => void)[] = [];
  const system = {
    matches: systemReduces,
    addEventListener: (_type: string, listener: () => void) => {
      changed.push(listener);
    },
  };
  const apply = appearanceOf(root, system);
  return {
    apply,
    setProperty,
    isReduced: () => root.dataset['reducedMotion'],
    systemChanges(reduces: boolean) {
      system.matches = reduces;
      for (const listener of changed) listener();
    },
  };
}

describe('a page’s appearance', () => {
  it('has the opacity that the user chose', () => {
    const { apply, setProperty } = start(false);
    apply({ opacity: 0.75, reducedMotion: false });
    expect(setProperty).toHaveBeenCalledExactlyOnceWith('--opacity', '0.75');
  });

  it('moves less when the user wants it here', () => {
    const { apply, isReduced } = start(false);
    expect(isReduced()).toBe('false');
    apply({ opacity: 1, reducedMotion: true });
    expect(isReduced()).toBe('true');
    apply({ opacity: 1, reducedMotion: false });
    expect(isReduced()).toBe('false');
  });

  it('moves less when the system wants it, from the moment it does', () => {
    const { apply, isReduced, systemChanges } = start(true);
    expect(isReduced()).toBe('true');
    apply({ opacity: 1, reducedMotion: false });
    expect(isReduced()).toBe('true');
    systemChanges(false);
    expect(isReduced()).toBe('false');
  });
});
