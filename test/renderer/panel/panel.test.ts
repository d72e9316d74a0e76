import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Panel } from '../../../src-renderer/panel/panel.tsx';
import { nextScene } from '../../../src-renderer/panel/scene.ts';
import type { OverlayState } from '../../../src-shared/overlay-state.ts';
import type { PanelView } from '../../../src-shared/panel-contract.ts';
import { ASSISTANT, OFFERING_ALL, offering } from '../../assistant.ts';
import { stateWith } from '../states.ts';

const NO_ANSWERS: PanelView = { isKept: true, answers: [], notCopiedId: null, onlyAnswers: false };

function drawn(client: Partial<OverlayState>, draft = '', view: Partial<PanelView> = {}): string {
  const scene = nextScene(null, stateWith(client));
  const nothing = () => {};
  const typed = { sent: [], draft };
  return renderToStaticMarkup(
    createElement(Panel, {
      scene,
      typed,
      view: { ...NO_ANSWERS, ...view },
      press: nothing,
      onDraft: nothing,
      copyAnswer: async () => {},
      onClose: nothing,
    }),
  );
}

/** Which commands can be given in a panel. */
const commandsIn = (html: string) => [...html.matchAll(/data-command="(\w+)"/g)].map(([, command]) => command);

describe('the panel', () => {
  it('holds what is offered', () => {
    expect(commandsIn(drawn(OFFERING_ALL))).toEqual(['send_text', 'start_listening', 'set_muted', 'set_volume']);
  });

  it.each([
    [offering('send_text'), ['send_text']],
    [offering('set_volume'), ['set_volume']],
    [offering('set_muted', 'start_listening'), ['set_muted', 'start_listening']],
  ])('holds nothing else', (client, commands) => {
    expect(commandsIn(drawn(client))).toEqual(commands);
  });

  it('shows the volume, and says when it is muted or not known', () => {
    expect(drawn(OFFERING_ALL)).toMatch(/type="range"[^>]*aria-valuetext="60%"[^>]*value="60"/);
    expect(drawn({ ...OFFERING_ALL, assistant: { ...ASSISTANT, muted: true } })).toMatch(/aria-valuetext="60%, muted"/);
    expect(drawn(offering('set_volume'))).toMatch(/aria-valuetext="unknown"/);
  });

  it('names what a press on the loudspeaker does', () => {
    expect(drawn(OFFERING_ALL)).toContain('aria-label="Mute the assistant"');
    expect(drawn({ ...OFFERING_ALL, assistant: { ...ASSISTANT, muted: true } })).toContain(
      'aria-label="Unmute the assistant"',
    );
  });

  it('holds what was typed when it closed, ready to be sent; nothing can’t be sent', () => {
    expect(drawn(OFFERING_ALL, 'half a que')).toContain('value="half a que"');
    const sendButton = (html: string) => /<button[^>]*data-command="send_text"[^>]*>/.exec(html)?.[0];
    expect(sendButton(drawn(OFFERING_ALL, 'half a que'))).not.toContain('disabled');
    expect(sendButton(drawn(OFFERING_ALL, '  '))).toContain('disabled');
  });
});

describe('the answers in the panel', () => {
  it('stand below what the client offers, and alone when they were asked for', () => {
    expect(drawn(OFFERING_ALL)).toMatch(/data-command="send_text".*<h2[^>]*>Last answers<\/h2>/);
    const alone = drawn(OFFERING_ALL, '', { onlyAnswers: true });
    expect(commandsIn(alone)).toEqual([]);
    expect(alone).toContain('Last answers');
    expect(alone).toContain('Esc closes');
  });

  it('need no client', () => {
    const alone = drawn({}, '', { onlyAnswers: true });
    expect(alone).toContain('No answers yet.');
    expect(alone).not.toContain('data-trouble');
  });

  it('are not there when the user wants none kept', () => {
    expect(drawn(OFFERING_ALL, '', { isKept: false })).not.toContain('answers');
  });
});
