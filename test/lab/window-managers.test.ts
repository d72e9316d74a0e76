import { describe, expect, it } from 'vitest';
import { DESKTOPS, desktopKind, isDesktopName } from './desktops.ts';
import { canComposite, compositorCommand, WINDOW_MANAGERS, windowManagerCommand } from './window-managers.ts';

const MANAGERS = Object.keys(DESKTOPS)
  .filter(isDesktopName)
  .map((name) => desktopKind(name).session)
  .flatMap((session) => (session.type === 'x11' ? [session.windowManager] : []));

describe('a window manager', () => {
  it.each(MANAGERS)('%s is started by its own name, whether it composites or not', (name) => {
    for (const composites of [true, false]) expect(windowManagerCommand(name, composites)[0]).toBe(name);
  });

  it.each(WINDOW_MANAGERS)('%s composites by itself, or has a compositor beside it', (name) => {
    const bySwitch = String(windowManagerCommand(name, true)) !== String(windowManagerCommand(name, false));
    expect(compositorCommand(name) === null).toBe(bySwitch);
  });

  it.each(MANAGERS)('%s has a compositor beside it only if it can have one', (name) => {
    if (!canComposite(name)) expect(compositorCommand(name)).toBeNull();
  });
});
