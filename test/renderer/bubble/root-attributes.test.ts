import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  applyAttributes,
  nextAttributes,
  type RootAttributes,
  withFade,
} from '../../../src-renderer/bubble/root-attributes.ts';
import { type OverlayState, PHASES } from '../../../src-shared/overlay-state.ts';
import { EVERY_COMMAND, VERSION_1 } from '../../assistant.ts';
import { stateWith } from '../states.ts';

function play(...states: readonly Partial<OverlayState>[]): RootAttributes {
  const look = states.reduce<RootAttributes | null>(
    (previous, state) => nextAttributes(previous, stateWith(state)),
    null,
  );
  if (look === null) throw new Error('no states to play');
  return look;
}

/** A root that counts the writes to it. */
function createRoot() {
  const written: string[] = [];
  const dataset: Record<string, string> = {};
  const properties: Record<string, string> = {};
  let className = '';
  return {
    written,
    style: {
      getPropertyValue: (name: string) => properties[name] ?? '',
      setProperty(name: string, value: string) {
        properties[name] = value;
        written.push(name);
      },
    },
    get className() {
      return className;
    },
    set className(next) {
      className = next;
      written.push('class');
    },
    dataset: new Proxy(dataset, {
      set(target, name: string, value: string) {
        target[name] = value;
        written.push(name);
        return true;
      },
    }),
  };
}

describe('the look of the bubble', () => {
  it('is that of the state: phase, transport, whether it is to be seen', () => {
    expect(play({ phase: 'thinking', transport: 'polling' })).toMatchObject({
      phase: 'thinking',
      shown: 'thinking',
      transport: 'polling',
      visible: true,
    });
  });

  it('goes off the screen with the picture that it had', () => {
    const leaving = play({ phase: 'speaking' }, { phase: 'ready', visible: false });
    expect(leaving).toMatchObject({ phase: 'ready', shown: 'speaking', visible: false });
  });

  it('comes with the new picture, and nothing of the old fades', () => {
    const back = play({ phase: 'speaking' }, { visible: false }, { phase: 'listening' });
    expect(back).toMatchObject({ shown: 'listening', enters: true });
    expect(nextAttributes(back, stateWith({ phase: 'thinking' }))).toMatchObject({ shown: 'thinking', enters: false });
  });

  it('keeps the phase before until its fade begins', () => {
    const changed = play({ phase: 'listening' }, { phase: 'thinking' });
    expect(changed).toMatchObject({ shown: 'thinking', leaves: 'listening' });
    expect(nextAttributes(changed, stateWith({ phase: 'thinking', transport: 'polling' })).leaves).toBe('listening');
    expect(nextAttributes(changed, stateWith({ phase: 'speaking' })).leaves).toBe('thinking');
    expect(withFade(changed)).toEqual({ ...changed, leaves: null });
    expect(play({ phase: 'speaking' }, { visible: false }, { phase: 'listening' }).leaves).toBeNull();
  });

  it('does not fade a face that its other form showed', () => {
    const orb = { form: 'orb', widthPx: 420 } as const;
    const pill = { form: 'pill', widthPx: 420 } as const;
    const grown = play({ phase: 'thinking', silhouette: orb }, { phase: 'speaking', silhouette: pill });
    expect(grown).toMatchObject({ shown: 'speaking', leaves: null, enters: true });
    const wider = { phase: 'ready', silhouette: { ...pill, widthPx: 340 } } as const;
    expect(nextAttributes(grown, stateWith(wider))).toMatchObject({ leaves: 'speaking', enters: false });
    expect(nextAttributes(grown, stateWith({ phase: 'ready', silhouette: orb })).leaves).toBeNull();
  });

  it('makes room for the buttons that there are', () => {
    expect(play({ commands: VERSION_1 }).buttons).toBe(1);
    expect(play({ commands: { ...VERSION_1, stop_tts: 'pending' } }).buttons).toBe(2);
    expect(play({ commands: EVERY_COMMAND }).buttons).toBe(3);
  });
});

describe('the page\u2019s root', () => {
  it('has the hooks that others rely on, and the class of the phase that is painted', () => {
    const root = createRoot();
    applyAttributes(root, play({ phase: 'speaking' }, { phase: 'ready', visible: false }));
    expect(root.dataset).toMatchObject({ phase: 'ready', transport: 'socket', visible: 'false' });
    expect(root.className).toBe('bubble shows-speaking');
  });

  it('has the form and the width of the pill', () => {
    const root = createRoot();
    applyAttributes(root, play({ silhouette: { form: 'orb', widthPx: 340 } }));
    expect(root.dataset['form']).toBe('orb');
    expect(root.style.getPropertyValue('--shown-width')).toBe('340px');
  });

  it('is left alone where nothing changes', () => {
    const root = createRoot();
    const look = play({ phase: 'listening' }, { phase: 'listening' });
    applyAttributes(root, look);
    root.written.length = 0;
    applyAttributes(root, look);
    expect(root.written).toEqual([]);
    applyAttributes(root, nextAttributes(look, stateWith({ phase: 'thinking' })));
    expect(root.written.toSorted()).toEqual(['class', 'phase']);
    expect(root.className).toBe('bubble shows-thinking leaves-listening');
  });

  it.each(PHASES)('shows %s by the stylesheet', (phase) => {
    const css = readFileSync(join(import.meta.dirname, '../../../src-renderer/bubble/phases.css'), 'utf8');
    expect(css).toContain(`.shows-${phase} .phase-${phase}`);
    expect(css).toContain(`.leaves-${phase} .phase-${phase}`);
  });
});
