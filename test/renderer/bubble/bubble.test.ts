import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { type OverlayState, PHASES } from '../../../src-preload/contract.ts';
import { translator } from '../../../src-preload/strings.ts';
import { Bubble } from '../../../src-renderer/bubble/bubble.tsx';
import { PhaseIcon } from '../../../src-renderer/bubble/phase-icon.tsx';
import { nextScene, type Scene } from '../../../src-renderer/bubble/scene.ts';
import { spokenWords, wordsOf } from '../../../src-renderer/bubble/words.ts';
import { stateWith } from '../states.ts';

function drawn(...states: readonly Partial<OverlayState>[]): string {
  const scene = states.reduce<Scene | null>((previous, state) => nextScene(previous, stateWith(state)), null);
  if (scene === null) throw new Error('no states to draw');
  const { state, words, card } = scene;
  const speaking = state.phase === 'speaking';
  const announcement = spokenWords(wordsOf(state));
  const { language } = state;
  return renderToStaticMarkup(
    createElement(Bubble, {
      title: 'Assistant status',
      language,
      words,
      card,
      speaking,
      restMs: null,
      announcement,
      onCardGone: () => {},
    }),
  );
}

describe('the bubble', () => {
  it.each(PHASES)('has %s with its label and picture, whatever the phase is', (phase) => {
    for (const language of ['pl', 'en'] as const) {
      const layer = drawn({ phase: 'ready', language })
        .split('class="phase ')
        .find((part) => part.startsWith(`phase-${phase}"`));
      expect(layer).toContain(`<span class="label">${translator(language)(`phase.${phase}`)}</span>`);
      expect(layer).toContain(`data-icon="${phase}"`);
    }
  });

  it('has a picture of its own for every phase', () => {
    const shapes = PHASES.map((phase) =>
      renderToStaticMarkup(createElement(PhaseIcon, { phase })).replace(/data-icon="\w+"/, ''),
    );
    expect(new Set(shapes).size).toBe(PHASES.length);
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
