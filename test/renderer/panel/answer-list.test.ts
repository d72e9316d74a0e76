import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { AnswerList } from '../../../src-renderer/panel/answer-list.tsx';
import type { PanelView } from '../../../src-shared/panel-contract.ts';
import { translator } from '../../../src-shared/strings.ts';

const NOON_EPOCH_MS = new Date(2026, 10, 29, 12, 5).getTime();
const SEVEN = { id: 4, text: 'Seven degrees,\n  and <b>rain</b>.', atEpochMs: NOON_EPOCH_MS, from: null };
const YES = { id: 3, text: 'Yes.', atEpochMs: NOON_EPOCH_MS - 3_600_000, from: 'Kitchen' };

function drawn(view: Partial<PanelView>, language: 'pl' | 'en' = 'pl'): string {
  const shown: PanelView = { isKept: true, answers: [], notCopiedId: null, onlyAnswers: true, ...view };
  const t = translator(language);
  return renderToStaticMarkup(createElement(AnswerList, { view: shown, language, t, copy: async () => {} }));
}

const labels = (html: string) => [...html.matchAll(/aria-label="([^"]*)"/g)].map(([, label]) => label);

describe('the list of answers', () => {
  it('has each whole and as it is, in a field that can be selected and not changed', () => {
    const html = drawn({ answers: [SEVEN] });
    expect(html).toMatch(
      /<textarea[^>]*aria-readonly="true"[^>]*>Seven degrees,\n {2}and &lt;b&gt;rain&lt;\/b&gt;\.<\/textarea>/i,
    );
  });

  it('names button and text by the time of day, and by whose the answer is', () => {
    expect(labels(drawn({ answers: [SEVEN, YES] }))).toEqual([
      'Kopiuj odpowiedź: 12:05',
      'Odpowiedź: 12:05',
      'Kopiuj odpowiedź: Kitchen, 11:05',
      'Odpowiedź: Kitchen, 11:05',
    ]);
    expect(labels(drawn({ answers: [SEVEN] }, 'en'))[0]).toMatch(/^Copy the answer from 12:05\sPM$/);
  });

  it('says in words that there is nothing yet', () => {
    const html = drawn({}, 'en');
    expect(html).toContain('No answers yet.');
    expect(html).not.toContain('<ol');
  });

  it('says beside its button which one could not be copied, and to screen readers', () => {
    const html = drawn({ answers: [SEVEN, YES], notCopiedId: 3 }, 'en');
    expect(html.match(/Could not be copied/g)).toHaveLength(2);
    expect(html).toMatch(/aria-describedby="failed-3"/);
    expect(html).toMatch(/<p[^>]*id="failed-3"[^>]*>Could not be copied/);
    expect(html).toMatch(/role="status">Could not be copied/);
  });

  it('says nothing of a failure whose answer is gone', () => {
    expect(drawn({ answers: [SEVEN], notCopiedId: 1 }, 'en')).not.toContain('Could not be copied');
  });
});
