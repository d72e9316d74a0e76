import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Bubble } from '../../../src-renderer/bubble/bubble.tsx';
import { FaceIcon } from '../../../src-renderer/bubble/face-icon.tsx';
import { nextScene, type Scene } from '../../../src-renderer/bubble/scene.ts';
import { spokenWords, wordsOf } from '../../../src-renderer/bubble/words.ts';
import { NOTICE_KINDS, type OverlayState, PHASES } from '../../../src-shared/overlay-state.ts';
import { translator } from '../../../src-shared/strings.ts';
import { stateWith } from '../states.ts';

function drawn(...states: readonly Partial<OverlayState>[]): string {
  const scene = states.reduce<Scene | null>((previous, state) => nextScene(previous, stateWith(state)), null);
  if (scene === null) throw new Error('no states to draw');
  const { state, words, marks, noticeKind, card, wholeLine, hasLoneOrb } = scene;
  const speaking = state.phase === 'speaking';
  const announcement = spokenWords(wordsOf(state));
  const { language } = state;
  return renderToStaticMarkup(
    createElement(Bubble, {
      title: 'Assistant status',
      language,
      words,
      marks,
      noticeKind,
      card,
      wholeLine,
      speaking,
      formatted: state.formatAnswers,
      spokenTo: null,
      hasLoneOrb,
      restMs: null,
      cardWidthPx: 420,
      widthOf: (line) => line.length,
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

  it('has a picture of its own for every phase, and for every kind of notice but that of a day’s summary', () => {
    const shapes = [...PHASES, ...NOTICE_KINDS].map((name) =>
      renderToStaticMarkup(createElement(FaceIcon, { name })).replace(/data-icon="[\w-]+"/, ''),
    );
    expect(new Set(shapes).size).toBe(PHASES.length + NOTICE_KINDS.length - 1);
  });

  it.each(NOTICE_KINDS)('has a layer with name and picture for a notice: %s', (kind) => {
    for (const language of ['pl', 'en'] as const) {
      const layer = drawn({ language, notice: { kind, text: 'Room 12…' } })
        .split('class="phase ')
        .find((part) => part.startsWith('phase-notice"'));
      expect(layer).toContain(`<span class="label">${translator(language)(`notice.${kind}`)}</span>`);
      expect(layer).toContain('<span class="second-line" dir="auto">Room 12…</span>');
      expect(layer).toContain(`data-icon="${kind}"`);
    }
  });

  it('announces a notice instead of the phase', () => {
    const html = drawn({ notice: { kind: 'notification', text: 'Room 12…' } });
    expect(html).toMatch(/role="status"[^>]*>Notification\. Room 12…</);
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

describe('a line that the pill cuts', () => {
  const wholeLine = 'the language model answered 429 Too Many Requests';

  it('is in the card, but no answer, and is read out once', () => {
    const html = drawn({ phase: 'error', detail: { kind: 'client', text: wholeLine }, wholeLine });
    expect(html).toMatch(new RegExp(`<p class="answer whole-line"[^>]*aria-hidden="true">${wholeLine}</p>`));
    expect(html).not.toContain('data-testid="answer"');
    expect(html).toMatch(new RegExp(`role="status"[^>]*>Error\\. ${wholeLine}<`));
  });

  it('leaves with the bubble, and is not there when it comes back', () => {
    const leaving = [
      { phase: 'error', wholeLine },
      { phase: 'error', visible: false, wholeLine },
    ] as const;
    expect(drawn(...leaving)).toMatch(/data-leaving="true"[^>]*><p class="answer whole-line"/);
    expect(drawn(...leaving, { phase: 'listening' })).not.toContain('whole-line');
  });
});

describe('the answer', () => {
  it('is not there when none is to be shown', () => {
    expect(drawn({ phase: 'speaking' })).not.toContain('data-testid="answer"');
  });

  it('is text, never markup, and finds its own direction', () => {
    const html = drawn({ phase: 'speaking', answer: '<img src=x onerror=alert(1)> & more' });
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; more</span></p>');
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

it('has what was heard in the pill, and above the answer, where screen readers have been told it before', () => {
  const heard = 'What is the weather like?';
  expect(drawn({ phase: 'thinking', heard })).toContain(
    `<span class="heard" dir="auto" data-testid="heard">${heard}</span>`,
  );
  const answering = drawn({ phase: 'speaking', heard, answer: 'Rain.' });
  const line = `<p class="heard" dir="auto" aria-hidden="true" data-testid="heard">${heard}</p>`;
  expect(answering.split(line)).toHaveLength(2);
  expect(answering.split(line)[1]).toContain('Rain.');
  expect(drawn({ phase: 'speaking', answer: 'Rain.' })).not.toContain('heard');
});

it('marks what is off by pictures, and tells screen readers apart from the phase', () => {
  const assistant = { name: 'Kitchen', version: '1', volume: null, muted: true, settings: [] };
  const html = drawn({ phase: 'thinking', monitoring: false, assistant });
  const marks = [...html.matchAll(/class="mark"><svg class="icon" data-icon="([\w-]+)"/g)].map(([, name]) => name);
  expect(marks).toEqual(['microphone-off', 'sound-off']);
  expect(html).toMatch(/role="status"[^>]*>Thinking…<.*role="status"[^>]*>Wake word off\. Sound off</);
  expect(drawn({ phase: 'thinking' })).not.toContain('class="mark"');
});
