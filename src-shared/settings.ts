import * as v from 'valibot';
import { LANGUAGES } from './languages.ts';

/**
 * The settings: one schema with limits and defaults, for the file's border in main and for the fields of the settings
 * page.
 */

/** The version of the schema below; the file says which one it was written with. */
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

/** Whole numbers that a setting may take, both ends included. */
export const LIMITS = {
  scalePercent: { min: 75, max: 200, step: 5 },
  opacityPercent: { min: 50, max: 100, step: 5 },
  cardWidthPx: { min: 280, max: 640, step: 20 },
  lingerSeconds: { min: 0, max: 60, step: 1 },
  port: { min: 1, max: 65_535, step: 1 },
} as const;

/** The assistant's main server; the overlay never connects to it. */
export const MAIN_SERVER_PORT = 8001;

/** How many ports a list may hold. */
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

/** Reads ports that are written with commas between them. @returns null when one or all of them are not allowed. */
export function parsePorts(text: string): readonly number[] | null {
  const numbers = text.split(',').map((item) => (/^\s*\d+\s*$/.test(item) ? Number(item) : Number.NaN));
  const parsed = v.safeParse(PortList, numbers);
  return parsed.success ? parsed.output : null;
}

/** The ports that are in both lists: the socket and HTTP can't share one. */
export function sharedPorts(wsPorts: readonly number[], httpPorts: readonly number[]): readonly number[] {
  return wsPorts.filter((port) => httpPorts.includes(port));
}

/** Where the bubble stands on a display: an anchor, and how far from it, in device-independent pixels. */
export const Place = v.pipe(
  v.object({ anchor: v.picklist(ANCHORS), offsetX: v.number(), offsetY: v.number() }),
  v.readonly(),
);
export type Place = v.InferOutput<typeof Place>;

/** A global shortcut as Electron's accelerator, or null for none. */
const Shortcut = v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(100)));

/** How many clients may be paired, beside the one on this machine. */
export const PAIRED_CLIENTS_MAX = 8;

/** How long a client's or an overlay's name may be, in UTF-16 units. */
export const NAME_MAX_LENGTH = 60;

/** A client's or an overlay's name, one line. */
const Name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(NAME_MAX_LENGTH));

/** Where a client is; never at the main server's port. */
const address = (protocol: 'wss://' | 'https://') =>
  v.pipe(
    v.string(),
    v.url(),
    v.startsWith(protocol),
    v.maxLength(300),
    v.check((url) => URL.canParse(url) && new URL(url).port !== String(MAIN_SERVER_PORT)),
  );

/**
 * A client that was paired: how to reach it, and the SHA-256 of its certificate (64 hex digits, lower case). Its key is
 * kept apart, by `id`.
 */
export const PairedClient = v.pipe(
  v.object({
    id: v.pipe(v.string(), v.uuid()),
    name: Name,
    /** `wss://host:port/` */
    url: address('wss://'),
    /** `https://host:port/`, asked while there is no socket. */
    httpUrl: address('https://'),
    certificate: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  }),
  v.readonly(),
);
export type PairedClient = v.InferOutput<typeof PairedClient>;

const sections = {
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
    /** Where the user dragged it, by the display's id. */
    places: v.record(v.string(), Place),
    /**
     * The id of the display that the user dragged the bubble to: with `primary`, the bubble stands there instead as long
     * as the display is there. null: it was not dragged to another display.
     */
    home: v.nullable(v.string()),
  }),
  behaviour: v.object({
    visibility: v.picklist(VISIBILITIES),
    lingerSeconds: whole(LIMITS.lingerSeconds),
    /** Whether the last answers can be looked up and copied until the overlay ends. */
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
    /** What this overlay is called where clients list theirs; null: the computer's name. */
    overlayName: v.nullable(Name),
  }),
  diagnostics: v.object({
    /** Where the overlay tells its numbers to Prometheus, on 127.0.0.1; null: nowhere. */
    metricsPort: v.nullable(v.pipe(whole(LIMITS.port), v.notValue(MAIN_SERVER_PORT))),
  }),
  shortcuts: v.object({
    toggleMonitoring: Shortcut,
    stopSpeech: Shortcut,
    showHide: Shortcut,
    /** Talking without the wake word, with a client that offers it. */
    startListening: Shortcut,
    /** Opens the panel, to type instead of talking, with a client that offers it. */
    typeText: Shortcut,
  }),
  login: v.object({
    /** Whether the user has been asked to start the overlay at login. The answer itself is the system's to keep. */
    asked: v.boolean(),
  }),
};

export const Settings = v.object(sections);
export type Settings = v.InferOutput<typeof Settings>;
export type Section = keyof Settings;
export const SECTIONS = [
  'appearance',
  'position',
  'behaviour',
  'connection',
  'clients',
  'diagnostics',
  'shortcuts',
  'login',
] as const satisfies readonly Section[];

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
  shortcuts: { toggleMonitoring: null, stopSpeech: null, showHide: null, startListening: null, typeText: null },
  login: { asked: false },
};
