import { describe, expect, it } from 'vitest';
import { effectsOf } from '../../src-main/settings/effects.ts';
import type { Environment } from '../../src-main/start/environment.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src-shared/settings.ts';

const NOTHING_SET: Environment = {
  wsPorts: null,
  httpPorts: null,
  profileDir: null,
  follow: null,
  hassToken: null,
  pairingFile: null,
  language: null,
};

const withAppearance = (changes: Partial<Settings['appearance']>): Settings => ({
  ...DEFAULT_SETTINGS,
  appearance: { ...DEFAULT_SETTINGS.appearance, ...changes },
});

describe('the effects of the settings', () => {
  it('are those of the product by default', () => {
    expect(effectsOf(DEFAULT_SETTINGS, NOTHING_SET, null, ['pl-PL'])).toEqual({
      context: {
        preferences: {
          visibility: 'auto',
          lingerMs: 4_000,
          cardWidthPx: 420,
          formatAnswers: true,
          showHeard: true,
          showUrgent: false,
          mayQuit: false,
        },
        language: 'pl',
        address: null,
        profile: null,
        appearance: { opacity: 1, reducedMotion: false },
        showCard: true,
      },
      wsPorts: [6001, 6000],
      httpPorts: [5001, 5000],
      follow: null,
      themeSource: 'system',
    });
  });

  it('follow what the user chose', () => {
    const settings: Settings = {
      ...withAppearance({
        theme: 'dark',
        opacityPercent: 50,
        reducedMotion: 'always',
        formatAnswers: false,
        showHeard: false,
        showCard: false,
      }),
      behaviour: { ...DEFAULT_SETTINGS.behaviour, visibility: 'never', lingerSeconds: 9, showUrgent: true },
      connection: { wsPorts: [7001], httpPorts: [7002], allowRemoteQuit: true },
    };
    expect(effectsOf(settings, NOTHING_SET, null, [])).toMatchObject({
      context: {
        preferences: {
          visibility: 'never',
          lingerMs: 9_000,
          cardWidthPx: null,
          formatAnswers: false,
          showHeard: false,
          showUrgent: true,
          mayQuit: true,
        },
        appearance: { opacity: 0.5, reducedMotion: true },
        showCard: false,
      },
      wsPorts: [7001],
      httpPorts: [7002],
      themeSource: 'dark',
    });
  });

  it.each([
    { environment: 'en', setting: 'pl', system: ['pl'], language: 'en' },
    { environment: null, setting: 'pl', system: ['en-GB'], language: 'pl' },
    { environment: null, setting: 'auto', system: ['xx-XX', 'pl-PL'], language: 'pl' },
    { environment: null, setting: 'auto', system: ['xx-XX'], language: 'en' },
  ] as const)('speak $language for environment $environment, setting $setting, system $system', (row) => {
    const settings = withAppearance({ language: row.setting });
    const { context } = effectsOf(settings, { ...NOTHING_SET, language: row.environment }, null, row.system);
    expect(context.language).toBe(row.language);
  });

  it('leave the ports to the environment where it sets them', () => {
    const effects = effectsOf(DEFAULT_SETTINGS, { ...NOTHING_SET, wsPorts: [7001] }, null, []);
    expect(effects.wsPorts).toEqual([7001]);
    expect(effects.httpPorts).toEqual([5001, 5000]);
  });
});
