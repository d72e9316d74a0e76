import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Controls } from '../../../src-renderer/controls/controls.tsx';
import type { OverlayState } from '../../../src-shared/overlay-state.ts';
import { EVERY_COMMAND, VERSION_1 } from '../../assistant.ts';
import { stateWith } from '../states.ts';

const drawn = (differences: Partial<OverlayState>) =>
  renderToStaticMarkup(
    createElement(Controls, {
      state: stateWith(differences),
      press: () => {},
      togglePanel: () => {},
      handle: () => {},
      hold: () => {},
    }),
  );

/** The opening tag of a command's button. */
const tagOf = (command: string, html: string) =>
  new RegExp(`<button[^>]*data-command="${command}"[^>]*>`).exec(html)?.[0];

describe('the controls', () => {
  it('draw a named button that can be pressed', () => {
    const tag = tagOf('toggle_monitoring', drawn({}));
    expect(tag).toContain('aria-label="Turn off wake word"');
    expect(tag).not.toContain('disabled');
  });

  it.each([
    [true, 'microphone'],
    [false, 'crossed-microphone'],
  ])(
    'draw a microphone as it is, and say by its name alone what a press does: with monitoring %s',
    (monitoring, icon) => {
      const html = drawn({ monitoring });
      expect(html).toMatch(new RegExp(`data-command="toggle_monitoring".*data-icon="${icon}"`));
      expect(tagOf('toggle_monitoring', html)).not.toContain('aria-pressed');
    },
  );

  it('draw the stop button only while there is something to stop', () => {
    expect(tagOf('stop_tts', drawn({}))).toBeUndefined();
    expect(tagOf('stop_tts', drawn({ commands: { ...VERSION_1, stop_tts: 'enabled' } }))).toContain(
      'aria-label="Stop speaking"',
    );
  });

  it('draw what opens the panel as something that opens', () => {
    const html = drawn({ commands: EVERY_COMMAND });
    expect(tagOf('panel', html)).toContain('aria-haspopup="dialog"');
    expect(tagOf('toggle_monitoring', html)).not.toContain('aria-haspopup');
    expect(tagOf('panel', drawn({}))).toBeUndefined();
  });

  it('say why a button is disabled', () => {
    const tag = tagOf('toggle_monitoring', drawn({ commands: { ...VERSION_1, set_monitoring: 'offline' } }));
    expect(tag).toContain('disabled=""');
    expect(tag).toContain('title="Not available: the assistant is not connected"');
  });

  it('show that a command is on its way, on its own button only', () => {
    const html = drawn({ commands: { ...VERSION_1, stop_tts: 'pending' } });
    expect(tagOf('stop_tts', html)).toContain('aria-busy="true"');
    expect(tagOf('toggle_monitoring', html)).toContain('aria-busy="false"');
    expect(html.match(/class="progress"/g)).toHaveLength(1);
  });

  it('can be reached by nobody while they are not to be seen', () => {
    expect(drawn({ visible: false })).toMatch(/<main[^>]*inert/);
    expect(drawn({ visible: true })).not.toMatch(/<main[^>]*inert/);
  });
});
