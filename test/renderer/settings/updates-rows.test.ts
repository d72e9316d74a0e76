import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { UpdateNotice } from '../../../src-renderer/settings/update-notice.tsx';
import { UpdatesRows } from '../../../src-renderer/settings/updates-rows.tsx';
import { DEFAULT_SETTINGS } from '../../../src-shared/settings.ts';
import { translator } from '../../../src-shared/strings.ts';
import type { UpdateOffer, UpdatesView } from '../../../src-shared/updates-contract.ts';
import { settingsViewWith } from '../../settings-view.ts';

const t = translator('en');
const NOTHING: UpdatesView = { hasPlace: true, activity: 'none', checkedEpochMs: null, problem: null, offer: null };
const OFFER: UpdateOffer = { version: '9.0.0', notes: 'Faster <b>now</b>.', way: 'page' };

function rows(check: boolean, updates: Partial<UpdatesView> = {}): string {
  const settings = { ...DEFAULT_SETTINGS, updates: { check } };
  const view = settingsViewWith({ settings, updates: { ...NOTHING, ...updates } });
  return renderToStaticMarkup(createElement(UpdatesRows, { view, t, update: () => {} }));
}

const notice = (offer: Partial<UpdateOffer>, updates: Partial<UpdatesView> = {}) =>
  renderToStaticMarkup(
    createElement(UpdateNotice, { offer: { ...OFFER, ...offer }, updates: { ...NOTHING, ...updates }, t }),
  );

describe('the rows of the updates', () => {
  it('are one switch until it is on', () => {
    expect(rows(false)).toContain('Look for updates');
    expect(rows(false)).not.toContain('<button');
    expect(rows(true)).toContain('Check now');
    expect(rows(true)).toContain('Not checked yet.');
  });

  it('are switched off, and say why, where a build has no place to look', () => {
    for (const check of [true, false]) {
      expect(rows(check, { hasPlace: false })).toMatch(/aria-checked="false"[^>]*disabled/);
      expect(rows(check, { hasPlace: false })).toContain('does not know where its updates are');
      expect(rows(check, { hasPlace: false })).not.toContain('<button');
    }
  });

  it('say what the last check has found, or why nothing came of it', () => {
    expect(rows(true, { checkedEpochMs: 0 })).toContain('1970');
    expect(rows(true, { checkedEpochMs: 0 })).toContain('this is the newest version');
    expect(rows(true, { checkedEpochMs: 0, offer: OFFER })).toContain('version 9.0.0 is out');
    expect(rows(true, { problem: 'no-answer' })).toContain('Is this computer online?');
    expect(rows(true, { activity: 'checking' })).toMatch(/disabled=""[^>]*>Checking…/);
  });
});

describe('the notice of a newer release', () => {
  it('has its page, and what is new as text', () => {
    const drawn = notice({});
    expect(drawn).toContain('Version 9.0.0 of the overlay is out.');
    expect(drawn).toContain('Faster &lt;b&gt;now&lt;/b&gt;.');
    expect(drawn.match(/<button/g)).toHaveLength(1);
  });

  it('says why nothing came of the last attempt, in the place of the row', () => {
    const words = 'Nothing was changed.';
    expect(notice({}, { problem: 'unsigned' })).toContain(words);
    expect(rows(true, { problem: 'unsigned', offer: OFFER })).not.toContain(words);
    expect(rows(true, { problem: 'unsigned' })).toContain(words);
  });

  it('can install it, or start what is installed', () => {
    expect(notice({ way: 'install' })).toMatch(/>Install</);
    expect(notice({ way: 'install' }, { activity: 'installing' })).toMatch(/disabled=""[^>]*>Installing…/);
    expect(notice({ way: 'restart' })).toMatch(/Version 9\.0\.0 is installed.*>Restart now</);
  });
});
