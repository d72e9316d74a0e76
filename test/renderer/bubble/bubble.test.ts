import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { type OverlayState, PHASES } from '../../../src-preload/contract.ts';
import { translator } from '../../../src-preload/strings.ts';
import { Bubble } from '../../../src-renderer/bubble/bubble.tsx';
import { PhaseIcon } from '../../../src-renderer/bubble/phase-icon.tsx';
import { nextScene, type Scene } from '../../../src-renderer/bubble/scene.ts';
import { ASSISTANT } from '../../assistant.ts';
import { stateWith } from '../states.ts';

function drawn(...states: readonly Partial<OverlayState>[]): string {
  const scene = states.reduce<Scene | null>((previous, state) => nextScene(previous, stateWith(state)), null);
  if (scene === null) throw new Error('no states to draw');
  return renderToStaticMarkup(createElement(Bubble, { scene, onGone: () => {} }));
}

describe('the bubble', () => {
  it.each(PHASES)('draws %s with its hook, label and picture', (phase) => {
    for (const language of ['pl', 'en'] as const) {
      const html = drawn({ phase, language });
      expect(html).toMatch(/data-testid="bubble"/);
      expect(html).toContain(`data-phase="${phase}"`);
      expect(html).toContain(`<span class="label">${translator(language)(`phase.${phase}`)}</span>`);
      expect(html).toContain(`data-icon="${phase}"`);
    }
  });

  it('has a picture of its own for every phase', () => {
    const shapes = PHASES.map((phase) =>
      renderToStaticMarkup(createElement(PhaseIcon, { phase })).replace(/data-icon="\w+"/, ''),
    );
    expect(new Set(shapes).size).toBe(PHASES.length);
  });

  it('says which transport is live, and whether it is to be seen', () => {
    expect(drawn({ transport: 'polling' })).toContain('data-transport="polling"');
    expect(drawn({ visible: true })).toContain('data-visible="true"');
    expect(drawn({ visible: false })).toContain('data-visible="false"');
  });

  it('has the phase of the state at its hook, also while it leaves with an earlier picture', () => {
    const html = drawn({ phase: 'speaking' }, { phase: 'ready', visible: false });
    expect(html).toContain('data-phase="ready"');
    expect(html).toContain('data-shown="speaking"');
  });

  it('announces phase and second line to screen readers', () => {
    const html = drawn({ phase: 'error', detail: { kind: 'client', text: 'No microphone' } });
    expect(html).toMatch(/role="status"[^>]*>Error\. No microphone</);
  });

  it('has a client’s name in the smaller type, after the label when the second line is taken', () => {
    expect(drawn({ clientName: 'Kitchen' })).toMatch(/class="second-line" dir="auto">Kitchen</);
    const html = drawn({ phase: 'offline', clientName: 'Kitchen', detail: { kind: 'retrying' } });
    expect(html).toMatch(/class="label">Disconnected<\/span><span class="beside" dir="auto">Kitchen</);
    expect(html).toMatch(/role="status"[^>]*>Disconnected\. Kitchen\. Trying again…</);
  });

  it('makes room for the buttons that there are', () => {
    expect(drawn({ stopTts: null })).toContain('data-buttons="1"');
    expect(drawn({ stopTts: 'pending' })).toContain('data-buttons="2"');
    expect(drawn({ assistant: ASSISTANT })).toContain('data-buttons="3"');
  });
});

describe('the answer', () => {
  it('is not there when none is to be shown', () => {
    expect(drawn({ phase: 'speaking' })).not.toContain('data-testid="answer"');
  });

  it('is text, never markup, and finds its own direction', () => {
    const html = drawn({ phase: 'speaking', answer: '<img src=x onerror=alert(1)> & more' });
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; more</p>');
    expect(html).not.toContain('<img');
    expect(html).toMatch(/<p[^>]*dir="auto"[^>]*data-testid="answer"/);
  });

  it('is painted while it leaves, but can be found as the answer no more', () => {
    const html = drawn({ phase: 'speaking', answer: 'Seven.' }, { phase: 'thinking' });
    expect(html).toContain('Seven.');
    expect(html).not.toContain('data-testid="answer"');
    expect(html).toMatch(/class="card" data-leaving="true" aria-hidden="true"/);
  });
});
