import { describe, expect, it } from 'vitest';
import { changeLayer, dropLayer, onlyLayer, replaceLayer, updateLayer } from '../../../src-renderer/bubble/layers.ts';

describe('a place whose content changes', () => {
  it('keeps the old content as a leaving layer under its key, and gives the new one a new key', () => {
    const changed = changeLayer(onlyLayer('old', 3), 'new');
    expect(changed).toEqual({ current: { key: 4, content: 'new' }, leaving: { key: 3, content: 'old' } });
  });

  it('does nothing when the content is the same', () => {
    const layers = onlyLayer('old');
    expect(changeLayer(layers, 'old')).toBe(layers);
    const empty = onlyLayer<string>(null);
    expect(changeLayer(empty, null)).toBe(empty);
  });

  it('lets the old content go on leaving when something new comes after nothing', () => {
    const empty = changeLayer(onlyLayer<string>('old'), null);
    const refilled = changeLayer(empty, 'new');
    expect(refilled.leaving?.content).toBe('old');
    expect(refilled.current.content).toBe('new');
  });

  it('keeps its key, and what is leaving, when its content only grows', () => {
    const layers = changeLayer(onlyLayer('old', 3), 'new');
    expect(updateLayer(layers, 'newer')).toEqual({
      current: { key: 4, content: 'newer' },
      leaving: { key: 3, content: 'old' },
    });
  });

  it('shows nothing of the old content when it is replaced, and appears as something new', () => {
    expect(replaceLayer(onlyLayer('same', 3), 'same')).toEqual({ current: { key: 4, content: 'same' }, leaving: null });
  });

  it('forgets a layer when its own fade has ended, not when an older one has', () => {
    const changed = changeLayer(onlyLayer('old', 3), 'new');
    expect(dropLayer(changed, 2)).toBe(changed);
    expect(dropLayer(changed, 3).leaving).toBeNull();
  });
});
