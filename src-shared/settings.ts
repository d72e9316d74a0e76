import * as v from 'valibot';
import { LANGUAGES } from './languages.ts';
import { recordOf } from './record-of.ts';

/** The schema of the settings with limits and defaults, for the file in main and for the fields of the settings page. */

/** The version of the schema below. The file names the version that wrote it. */
export const SETTINGS_VERSION = 1;

export const THEMES = ['auto', 'light', 'dark'] as const;
export const LANGUAGE_CHOICES = ['auto', ...LANGUAGES] as const;
const REDUCED_MOTION_CHOICES = ['auto', 'always'] as const;
export const VISIBILITIES = ['auto', 'always', 'never'] as const;
export const DISPLAY_CHOICES = ['primary', 'cursor', 'all'] as const;
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

/** The maximum length of a list of ports. */
export const PORTS_MAX = 8;

const whole = (limits: { readonly min: number; readonly max: number }) =>
  v.pipe(v.number(), v.integer(), v.minValue(limits.min), v.maxValue(limits.max));

/** Ports in the order in which they are tried. */
const PortList = v.pipe(
  v.array(v.pipe(whole(LIMITS.port), v.notValue(MAIN_SERVER_PORT))),
  v.minLength(1),
  v.maxLength(PORTS_MAX),
  v.readonly(),
);

/** Parse ports separated by commas. @returns null if any of them is not allowed. */
export function parsePorts(text: string): readonly number[] | null {
  const numbers = text.split(',').map((item) => (/^\s*\d+\s*$/.test(item) ? Number(item) : Number.NaN));
  const parsed = v.safeParse(PortList, numbers);
  return parsed.success ? parsed.output : null;
}

/** Return the ports in both lists: socket and HTTP can't share one. */
export function sharedPorts(wsPorts: readonly number[], httpPorts: readonly number[]): readonly number[] {
  return wsPorts.filter((port) => httpPorts.includes(port));
}

/** The bubble's position on a display: an anchor, and the offset from it in device-independent pixels. */
export const Place = v.pipe(
  v.object({ anchor: v.picklist(ANCHORS), offsetX: v.number(), offsetY: v.number() }),
  v.readonly(),
);
export type Place = v.InferOutput<typeof Place>;

/**
 * The actions that can have a global shortcut. `startListening` and `typeText` need an assistant that offers them; the
 * second opens the panel.
 */
export const SHORTCUT_NAMES = ['toggleMonitoring', 'stopSpeech', 'showHide', 'startListening', 'typeText'] as const;
export type ShortcutName = (typeof SHORTCUT_NAMES)[number];

/** A global shortcut as Electron's accelerator, or null for none. */
const Shortcut = v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(100)));

/** The maximum number of paired clients, besides the one on this machine. */
export const PAIRED_CLIENTS_MAX = 8;

/** The maximum length of a client's or an overlay's name, in UTF-16 units. */
export const NAME_MAX_LENGTH = 60;

/** A client's or an overlay's name, one line. */
const Name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(NAME_MAX_LENGTH));

/** The address of a client; never the main server's port. */
const address = (protocol: 'wss://' | 'https://') =>
  v.pipe(
    v.string(),
    v.url(),
    v.startsWith(protocol),
    v.maxLength(300),
    v.check((url) => URL.canParse(url) && new URL(url).port !== String(MAIN_SERVER_PORT)),
  );

/** A paired client: its addresses and the SHA-256 of its certificate (64 hex digits, lower case). `id` finds its key. */
export const PairedClient = v.pipe(
  v.object({
    id: v.pipe(v.string(), v.uuid()),
    name: Name,
    /** `wss://host:port/` */
    url: address('wss://'),
    /** `https://host:port/`, polled while there is no socket. */
    httpUrl: address('https://'),
    certificate: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  }),
  v.readonly(),
);
export type PairedClient = v.InferOutput<typeof PairedClient>;

export const Settings = v.object({
  appearance: v.object({
    theme: v.picklist(THEMES),
    scalePercent: whole(LIMITS.scalePercent),
    opacityPercent: whole(LIMITS.opacityPercent),
    language: v.picklist(LANGUAGE_CHOICES),
    reducedMotion: v.picklist(REDUCED_MOTION_CHOICES),
    showCard: v.boolean(),
    cardWidthPx: whole(LIMITS.cardWidthPx),
    softwareRendering: v.boolean(),
  }),
  position: v.object({
    display: v.picklist(DISPLAY_CHOICES),
    /** For displays on which the bubble was never moved. */
    anchor: v.picklist(ANCHORS),
    /** The positions to which the user dragged it, by the display's id. */
    places: v.record(v.string(), Place),
    /**
     * The id of the display to which the user dragged the bubble. With `primary`, it replaces the main display while it is
     * connected. null: the bubble was not dragged to another display.
     */
    home: v.nullable(v.string()),
  }),
  behaviour: v.object({
    visibility: v.picklist(VISIBILITIES),
    lingerSeconds: whole(LIMITS.lingerSeconds),
    /** Whether to keep the last answers until the overlay ends. */
    keepAnswers: v.boolean(),
  }),
  connection: v.object({
    wsPorts: PortList,
    httpPorts: PortList,
    /** Whether the client may end the overlay. */
    allowRemoteQuit: v.boolean(),
  }),
  clients: v.object({
    /** Whether the client on this machine, which needs no pairing, is followed. */
    followLocal: v.boolean(),
    paired: v.pipe(v.array(PairedClient), v.maxLength(PAIRED_CLIENTS_MAX), v.readonly()),
    /** The overlay's name in the lists of clients; null: the computer's name. */
    overlayName: v.nullable(Name),
  }),
  diagnostics: v.object({
    /** The port of the metrics for Prometheus, on 127.0.0.1; null: none. */
    metricsPort: v.nullable(v.pipe(whole(LIMITS.port), v.notValue(MAIN_SERVER_PORT))),
  }),
  shortcuts: v.object(recordOf(SHORTCUT_NAMES, () => Shortcut)),
  login: v.object({
    /** Whether the user was asked about the start at login. The system keeps the answer. */
    asked: v.boolean(),
  }),
});
export type Settings = v.InferOutput<typeof Settings>;
export type Section = keyof Settings;
export const SECTIONS = v.keyof(Settings).options;

export const DEFAULT_SETTINGS: Settings = {
  appearance: {
    theme: 'auto',
    scalePercent: 100,
    opacityPercent: 100,
    language: 'auto',
    reducedMotion: 'auto',
    showCard: true,
    cardWidthPx: 420,
    softwareRendering: false,
  },
  position: { display: 'primary', anchor: 'top', places: {}, home: null },
  behaviour: { visibility: 'auto', lingerSeconds: 4, keepAnswers: true },
  connection: { wsPorts: [6001, 6000], httpPorts: [5001, 5000], allowRemoteQuit: false },
  clients: { followLocal: true, paired: [], overlayName: null },
  diagnostics: { metricsPort: null },
  shortcuts: recordOf(SHORTCUT_NAMES, () => null),
  login: { asked: false },
};
