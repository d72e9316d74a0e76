import type { Settings } from '../../src-shared/settings.ts';
import type { ViewContext } from '../overlay/model.ts';
import { chooseLanguage, type Environment } from '../start/environment.ts';

/** Settings and environment combined; the environment wins. Pure. */
export interface Effects {
  readonly context: ViewContext;
  readonly wsPorts: readonly number[];
  readonly httpPorts: readonly number[];
  /** The assistants to follow instead of those in the settings; null: those in the settings. */
  readonly follow: Environment['follow'];
  /** For Electron's `nativeTheme`. */
  readonly themeSource: 'system' | 'light' | 'dark';
}

/**
 * @param profile the profile's name; null: the default one, or one without a name.
 * @param systemLanguages the user's languages, the preferred one first.
 */
export function effectsOf(
  settings: Settings,
  environment: Environment,
  profile: string | null,
  systemLanguages: readonly string[],
): Effects {
  const { appearance, behaviour, connection } = settings;
  const chosenLanguage = appearance.language === 'auto' ? null : appearance.language;
  return {
    context: {
      preferences: {
        visibility: behaviour.visibility,
        lingerMs: behaviour.lingerSeconds * 1000,
        cardWidthPx: appearance.showCard ? appearance.cardWidthPx : null,
        formatAnswers: appearance.formatAnswers,
        showHeard: appearance.showHeard,
        showUrgent: behaviour.showUrgent,
        mayQuit: connection.allowRemoteQuit,
      },
      language: chooseLanguage(environment.language ?? chosenLanguage, systemLanguages),
      address: null,
      profile,
      appearance: { opacity: appearance.opacityPercent / 100, reducedMotion: appearance.reducedMotion === 'always' },
      showCard: appearance.showCard,
    },
    wsPorts: environment.wsPorts ?? connection.wsPorts,
    httpPorts: environment.httpPorts ?? connection.httpPorts,
    follow: environment.follow,
    themeSource: themeSourceOf(appearance),
  };
}

/** Return the theme for Electron's `nativeTheme`. Pure. */
export function themeSourceOf({ theme }: Pick<Settings['appearance'], 'theme'>): Effects['themeSource'] {
  return theme === 'auto' ? 'system' : theme;
}
