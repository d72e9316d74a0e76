import { LANGUAGES } from './languages.ts';

/** The choices and limits of the settings. Without the schema: pages need no parser. */

export const THEMES = ['auto', 'light', 'dark'] as const;
export const FORMS = ['pill', 'compact'] as const;
export const DRAWINGS = ['auto', 'software', 'graphicsCard'] as const;
export type Drawing = (typeof DRAWINGS)[number];
export const LANGUAGE_CHOICES = ['auto', ...LANGUAGES] as const;
export const VISIBILITIES = ['auto', 'always', 'never'] as const;
export const DISPLAY_CHOICES = ['primary', 'cursor', 'focused', 'all'] as const;
export const ANCHORS = [
  'top-left',
  'top',
  'top-right',
  'left',
  'right',
  'bottom-left',
  'bottom',
  'bottom-right',
] as const;
export type Anchor = (typeof ANCHORS)[number];

/** The limits of whole numbers, both ends included. */
export const LIMITS = {
  scalePercent: { min: 75, max: 200, step: 5 },
  opacityPercent: { min: 50, max: 100, step: 5 },
  cardWidthPx: { min: 280, max: 640, step: 20 },
  lingerSeconds: { min: 0, max: 60, step: 1 },
  port: { min: 1, max: 65_535, step: 1 },
} as const;

/** The assistant's main server; the overlay never connects to it. */
export const MAIN_SERVER_PORT = 8001;

/** The named sizes, as scales. */
export const SIZE_PERCENTS = { small: 80, medium: 100, large: 130 } as const;
export const SIZES = ['small', 'medium', 'large'] as const satisfies readonly (keyof typeof SIZE_PERCENTS)[];

/** Return the name of a scale; null: it has none. */
export function sizeOf(scalePercent: number): (typeof SIZES)[number] | null {
  return SIZES.find((size) => SIZE_PERCENTS[size] === scalePercent) ?? null;
}

/** The maximum length of a list of ports. */
export const PORTS_MAX = 8;

/** Whether the settings allow a port, which must not be the main server's. */
export function isAllowedPort(port: number): boolean {
  const { min, max } = LIMITS.port;
  return Number.isInteger(port) && port >= min && port <= max && port !== MAIN_SERVER_PORT;
}

/** Parse ports separated by commas. @returns null if any of them is not allowed, or there are too many. */
export function parsePorts(text: string): readonly number[] | null {
  const ports = text.split(',').map((item) => (/^\s*\d+\s*$/.test(item) ? Number(item) : Number.NaN));
  return ports.length <= PORTS_MAX && ports.every(isAllowedPort) ? ports : null;
}

/** Return the ports in both lists: socket and HTTP can't share one. */
export function sharedPorts(wsPorts: readonly number[], httpPorts: readonly number[]): readonly number[] {
  return wsPorts.filter((port) => httpPorts.includes(port));
}

/**
 * The actions that can have a global shortcut. `startListening` and `typeText` need an assistant that offers them; the
 * second opens the panel.
 */
export const SHORTCUT_NAMES = [
  'toggleMonitoring',
  'stopSpeech',
  'showHide',
  'present',
  'startListening',
  'typeText',
] as const;
export type ShortcutName = (typeof SHORTCUT_NAMES)[number];

/** The maximum number of clients that are followed besides the Asystent on this computer. */
export const FOLLOWED_CLIENTS_MAX = 8;

/** The maximum length of a client's or an overlay's name, in UTF-16 units. */
export const NAME_MAX_LENGTH = 60;
