import { describe, expect, it, vi } from 'vitest';
import { createCompositing } from '../../src-main/windows/compositing.ts';
import { createFakeClock } from '../fake-clock.ts';

const LOOK_DELAY_MS = 100;

function setup(isComposited: boolean) {
  const clock = createFakeClock();
  const onChange = vi.fn();
  const composites = vi.fn(() => Promise.resolve(isComposited));
  return { clock, onChange, composites, compositing: createCompositing(clock, onChange, composites) };
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

  it('is looked for a moment after a bubble that never goes away changed its phase, and not with every state', () => {
    const { clock, compositing, composites } = setup(true);
    for (const phase of ['ready', 'ready', 'listening', 'listening'] as const) {
      compositing.follow({ visible: true, phase });
    }
    expect(composites).toHaveBeenCalledTimes(1);
    clock.advance(LOOK_DELAY_MS);
    expect(composites).toHaveBeenCalledTimes(2);
    compositing.follow({ visible: true, phase: 'listening' });
    expect(clock.pending()).toBe(0);
  });
});
