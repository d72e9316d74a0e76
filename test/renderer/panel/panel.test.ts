import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Assistant } from '../../../src-preload/contract.ts';
import { Panel } from '../../../src-renderer/panel/panel.tsx';
import { nextScene } from '../../../src-renderer/panel/scene.ts';
import { ASSISTANT, offering } from '../../assistant.ts';
import { stateWith } from '../states.ts';

function drawn(assistant: Assistant, draft = ''): string {
  const scene = nextScene(null, stateWith({ assistant }));
  const nothing = () => {};
  const typed = { sent: [], draft };
  return renderToStaticMarkup(
    createElement(Panel, { scene, typed, press: nothing, onDraft: nothing, onClose: nothing }),
  );
}

/** Which commands can be given in a panel. */
const commandsIn = (html: string) => [...html.matchAll(/data-command="(\w+)"/g)].map(([, command]) => command);

describe('the panel', () => {
  it('holds what is offered', () => {
    expect(commandsIn(drawn(ASSISTANT))).toEqual(['send_text', 'start_listening', 'set_muted', 'set_volume']);
  });

  it.each([
    [offering('send_text'), ['send_text']],
    [offering('set_volume'), ['set_volume']],
    [offering('set_muted', 'start_listening'), ['set_muted', 'start_listening']],
  ])('holds nothing else', (assistant, commands) => {
    expect(commandsIn(drawn(assistant))).toEqual(commands);
  });

  it('shows the volume, and says when it is muted or not known', () => {
    expect(drawn(ASSISTANT)).toMatch(/type="range"[^>]*aria-valuetext="60%"[^>]*value="60"/);
    expect(drawn({ ...ASSISTANT, muted: true })).toMatch(/aria-valuetext="60%, muted"/);
    expect(drawn(offering('set_volume'))).toMatch(/aria-valuetext="unknown"/);
  });

  it('names what a press on the loudspeaker does', () => {
    expect(drawn(ASSISTANT)).toContain('aria-label="Mute the assistant"');
    expect(drawn({ ...ASSISTANT, muted: true })).toContain('aria-label="Unmute the assistant"');
  });

  it('holds what was typed when it closed, ready to be sent; nothing can’t be sent', () => {
    expect(drawn(ASSISTANT, 'half a que')).toContain('value="half a que"');
    const sendButton = (html: string) => /<button[^>]*data-command="send_text"[^>]*>/.exec(html)?.[0];
    expect(sendButton(drawn(ASSISTANT, 'half a que'))).not.toContain('disabled');
    expect(sendButton(drawn(ASSISTANT, '  '))).toContain('disabled');
  });
});
