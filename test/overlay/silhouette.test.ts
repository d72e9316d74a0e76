import { describe, expect, it } from 'vitest';
import { type SilhouetteContext, silhouetteAfter, WHOLE_PILL } from '../../src-main/overlay/silhouette.ts';
import { PILL_WIDTH, PILL_WIDTH_STEP } from '../../src-shared/geometry.ts';
import { LANGUAGES } from '../../src-shared/languages.ts';
import { type OverlayState, PHASES, type Silhouette } from '../../src-shared/overlay-state.ts';
import { EVERY_COMMAND, VERSION_1 } from '../assistant.ts';
import { stateWith } from '../renderer/states.ts';

const PILL: SilhouetteContext = { form: 'pill', hasPanel: false };
const COMPACT: SilhouetteContext = { ...PILL, form: 'compact' };
const HIDDEN = stateWith({ visible: false });

/** The silhouettes of states that follow each other. */
function play(context: SilhouetteContext, ...states: readonly Partial<OverlayState>[]): readonly Silhouette[] {
  let before = HIDDEN;
  return states.map((differences) => {
    const state = stateWith(differences);
    before = { ...state, silhouette: silhouetteAfter(before, state, context) };
    return before.silhouette;
  });
}
const widths = (...states: readonly Partial<OverlayState>[]) => play(PILL, ...states).map(({ widthPx }) => widthPx);
const forms = (...states: readonly Partial<OverlayState>[]) => play(COMPACT, ...states).map(({ form }) => form);

describe('the width of the pill', () => {
  it.each(LANGUAGES)('is the same in all phases of %s', (language) => {
    for (const commands of [VERSION_1, EVERY_COMMAND]) {
      const all = PHASES.map((phase) => widths({ phase, commands, language })[0]);
      expect(new Set(all).size).toBe(1);
      expect((PILL_WIDTH - (all[0] ?? 0)) % PILL_WIDTH_STEP).toBe(0);
    }
    expect(widths({ language, commands: VERSION_1 })[0]).toBeLessThan(PILL_WIDTH);
  });

  it('has room for the button that stops the voice', () => {
    const stop = { ...VERSION_1, stop_tts: 'enabled' } as const;
    expect(widths({ phase: 'speaking', commands: stop })).toEqual(widths({ phase: 'ready', commands: VERSION_1 }));
  });

  it('is that of the names that stand below every label', () => {
    const [few, many] = [widths({}), widths({ profile: 'Kitchen', clientName: 'The one upstairs in the attic' })];
    expect(many[0]).toBeGreaterThan(few[0] ?? 0);
  });

  it('is the whole for what is not known beforehand, and grows within a turn alone', () => {
    const [narrow, ...rest] = widths(
      { phase: 'listening' },
      { phase: 'thinking', heard: 'What time is it?' },
      { phase: 'speaking' },
      { phase: 'ready', answer: 'Seven.' },
      { phase: 'ready' },
    );
    expect(narrow).toBeLessThan(PILL_WIDTH);
    expect(rest).toEqual([PILL_WIDTH, PILL_WIDTH, PILL_WIDTH, narrow]);
  });

  it('is the whole beside the panel, which is as wide', () => {
    const before = stateWith({ silhouette: { form: 'pill', widthPx: 300 } });
    expect(silhouetteAfter(before, stateWith(), { ...PILL, hasPanel: true })).toEqual(WHOLE_PILL);
    expect(silhouetteAfter(HIDDEN, stateWith(), { ...COMPACT, hasPanel: true })).toEqual(WHOLE_PILL);
  });

  it('stays when the bubble leaves, and is a new one when it comes back', () => {
    const before = stateWith({ silhouette: { form: 'pill', widthPx: 300 } });
    const answering = stateWith({ phase: 'speaking', answer: 'Seven.' });
    expect(silhouetteAfter(before, { ...answering, visible: false }, PILL)).toBe(before.silhouette);
    expect(silhouetteAfter({ ...before, visible: false }, answering, PILL)).toEqual(WHOLE_PILL);
  });
});

describe('the compact form', () => {
  it('is the orb in every phase but an error', () => {
    for (const phase of PHASES) expect(forms({ phase })).toEqual([phase === 'error' ? 'pill' : 'orb']);
    expect(forms({ phase: 'thinking', heard: 'What time is it?' }, { detail: { kind: 'slow' } })).toEqual([
      'orb',
      'orb',
    ]);
    expect(forms({ needsUser: true, detail: { kind: 'needs-user' } })).toEqual(['orb']);
  });

  it('grows for a notice, an answer and a failure, and goes back', () => {
    const notice = { kind: 'notification', text: 'Parcel' } as const;
    const failed = { kind: 'command-failed', reason: 'refused', command: 'stop_tts', key: null } as const;
    const news: readonly Partial<OverlayState>[] = [
      { notice },
      { phase: 'thinking', detail: { kind: 'notice', notice } },
      { phase: 'speaking', answer: 'Seven.' },
      { detail: failed },
      { phase: 'offline', detail: { kind: 'denied', reason: 'wrong-key' } },
    ];
    for (const told of news) expect(forms({}, told, {})).toEqual(['orb', 'pill', 'orb']);
  });

  it('keeps the width while it becomes the orb', () => {
    const [grown, alone] = play(COMPACT, { answer: 'Seven.' }, {});
    expect(alone).toEqual({ form: 'orb', widthPx: grown?.widthPx });
  });

  it('has its buttons while the panel is open', () => {
    expect(silhouetteAfter(HIDDEN, stateWith(), { ...COMPACT, hasPanel: true }).form).toBe('pill');
  });
});
