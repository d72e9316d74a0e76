import { describe, expect, it, vi } from 'vitest';
import { createCompositing } from '../../src-main/windows/compositing.ts';

function setup(isComposited: boolean) {
  const onChange = vi.fn();
  const composites = vi.fn(() => Promise.resolve(isComposited));
  return { onChange, composites, compositing: createCompositing(onChange, composites) };
}

const hidden = { visible: false, phase: 'ready' } as const;
const shown = { visible: true, phase: 'ready' } as const;

describe('whether transparent windows are drawn as such', () => {
  it('is taken for granted until a look says otherwise', async () => {
    const { compositing, onChange } = setup(false);
    compositing.follow(shown);
    expect(compositing.isOn()).toBe(true);
    await vi.waitFor(() => expect(onChange).toHaveBeenCalledOnce());
    expect(compositing.isOn()).toBe(false);
  });

  it('is no news when it is as it was', async () => {
    const { compositing, composites, onChange } = setup(true);
    compositing.follow(shown);
    await composites.mock.results[0]?.value;
    expect(onChange).not.toHaveBeenCalled();
  });

  it('is looked for each time that the bubble appears', () => {
    const { compositing, composites } = setup(true);
    for (const state of [hidden, shown, hidden, hidden, shown]) compositing.follow(state);
    expect(composites).toHaveBeenCalledTimes(2);
  });

  it('is looked for when a bubble that never goes away changes its phase, and not with every state', () => {
    const { compositing, composites } = setup(true);
    for (const phase of ['ready', 'ready', 'listening', 'listening'] as const) {
      compositing.follow({ visible: true, phase });
    }
    expect(composites).toHaveBeenCalledTimes(2);
  });
});
