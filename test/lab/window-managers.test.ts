import { describe, expect, it } from 'vitest';
import { compositorCommand, WINDOW_MANAGERS, windowManagerCommand } from './window-managers.ts';

describe('a window manager', () => {
  it.each(WINDOW_MANAGERS)('%s is started by its own name, whether it composites or not', (name) => {
    for (const composites of [true, false]) expect(windowManagerCommand(name, composites)[0]).toBe(name);
  });

  it.each(WINDOW_MANAGERS)('%s composites by itself, or has a compositor beside it', (name) => {
    const bySwitch = String(windowManagerCommand(name, true)) !== String(windowManagerCommand(name, false));
    expect(compositorCommand(name) === null).toBe(bySwitch);
  });
});
