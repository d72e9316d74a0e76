import * as v from 'valibot';
import { KINDS, parseAddress } from './assistant-address.ts';
import { recordOf } from './record-of.ts';
import {
  ANCHORS,
  DISPLAY_CHOICES,
  DRAWINGS,
  FOLLOWED_CLIENTS_MAX,
  FORMS,
  isAllowedPort,
  LANGUAGE_CHOICES,
  LIMITS,
  MAIN_SERVER_PORT,
  NAME_MAX_LENGTH,
  PORTS_MAX,
  SHORTCUT_NAMES,
  THEMES,
  VISIBILITIES,
} from './settings-limits.ts';

/** The schema and the defaults of the settings. Pages import its types alone, and values from settings-limits.ts. */

/** The version of the schema below. The file names the version that wrote it. */
export const SETTINGS_VERSION = 3;

const REDUCED_MOTION_CHOICES = ['auto', 'always'] as const;
const whole = (limits: { readonly min: number; readonly max: number }) =>
  v.pipe(v.number(), v.integer(), v.minValue(limits.min), v.maxValue(limits.max));

const Port = v.pipe(v.number(), v.check(isAllowedPort));

/** Ports in the order in which they are tried. */
const PortList = v.pipe(v.array(Port), v.minLength(1), v.maxLength(PORTS_MAX), v.readonly());

/** The bubble's position on a display: an anchor, and the offset from it in device-independent pixels. */
export const Place = v.pipe(
  v.object({ anchor: v.picklist(ANCHORS), offsetX: v.number(), offsetY: v.number() }),
  v.readonly(),
);
export type Place = v.InferOutput<typeof Place>;

/** A global shortcut as Electron's accelerator, or null for none. */
const Shortcut = v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(100)));

/** A client's or an overlay's name, one line. */
const Name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(NAME_MAX_LENGTH));

/** The address of a paired client; never the main server's port. */
const address = (protocol: 'wss://' | 'https://') =>
  v.pipe(
    v.string(),
    v.url(),
    v.startsWith(protocol),
    v.maxLength(300),
    v.check((url) => URL.canParse(url) && new URL(url).port !== String(MAIN_SERVER_PORT)),
  );

/** Finds the key of a client. */
const ClientId = v.pipe(v.string(), v.uuid());

/** A paired client: its addresses and the SHA-256 of its certificate (64 hex digits, lower case). */
export const PairedClient = v.pipe(
  v.object({
    kind: v.literal('asystent'),
    id: ClientId,
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

/** A client of another kind, at an address of that kind. */
export const AddressedClient = v.pipe(
  v.object({ kind: v.picklist(['ovos', 'lva', 'hass', 'mqtt']), id: ClientId, name: Name, address: v.string() }),
  v.check(({ kind, address }) => {
    const parsed = parseAddress(address);
    return typeof parsed !== 'string' && parsed.kind === kind;
  }),
  v.readonly(),
);
export type AddressedClient = v.InferOutput<typeof AddressedClient>;

/** A client that this version can't follow: all that the file says of it. */
export const UnknownClient = v.pipe(
  v.looseObject({
    kind: v.pipe(
      v.string(),
      v.check((kind) => !KINDS.some((known) => known === kind)),
    ),
  }),
  v.readonly(),
);
export type UnknownClient = v.InferOutput<typeof UnknownClient>;

export const Settings = v.object({
  appearance: v.object({
    theme: v.picklist(THEMES),
    /** The pill, or the orb alone until there is more to say than its picture can. */
    form: v.picklist(FORMS),
    scalePercent: whole(LIMITS.scalePercent),
    opacityPercent: whole(LIMITS.opacityPercent),
    language: v.picklist(LANGUAGE_CHOICES),
    reducedMotion: v.picklist(REDUCED_MOTION_CHOICES),
    showCard: v.boolean(),
    cardWidthPx: whole(LIMITS.cardWidthPx),
    /** Whether to soften the Markdown of answers to text styles. */
    formatAnswers: v.boolean(),
    /** Whether to show the words that the assistant has heard. */
    showHeard: v.boolean(),
    /** Whether the processor or the graphics card draws the windows. */
    drawing: v.picklist(DRAWINGS),
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
    /** Whether to hide the bubble on displays that a program in full screen covers. */
    hideOverFullScreen: v.boolean(),
    /** Whether errors and notifications are shown although the user presents something or has a program in full screen. */
    showUrgent: v.boolean(),
    /** Whether screenshots, recordings and shared screens leave out the bubble and the panel. */
    keepOutOfCaptures: v.boolean(),
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
    /** The others, in the user's order. */
    followed: v.pipe(
      v.array(v.variant('kind', [PairedClient, AddressedClient])),
      v.maxLength(FOLLOWED_CLIENTS_MAX),
      v.readonly(),
    ),
    /** In the file, these are among those above. */
    unknown: v.pipe(v.array(UnknownClient), v.readonly()),
    /** The overlay's name in the lists of clients; null: the computer's name. */
    overlayName: v.nullable(Name),
  }),
  diagnostics: v.object({
    /** The port of the metrics for Prometheus, on 127.0.0.1; null: none. */
    metricsPort: v.nullable(Port),
  }),
  shortcuts: v.object(recordOf(SHORTCUT_NAMES, () => Shortcut)),
  updates: v.object({
    /** Whether to look for newer releases. Without it, nothing is asked. */
    check: v.boolean(),
  }),
  firstRun: v.object({
    /** Whether the user has yet to see the window of the first run. Only of a profile without a file. */
    due: v.boolean(),
  }),
});
export type Settings = v.InferOutput<typeof Settings>;
export type Section = keyof Settings;
export const SECTIONS = v.keyof(Settings).options;

export const DEFAULT_SETTINGS: Settings = {
  appearance: {
    theme: 'auto',
    form: 'pill',
    scalePercent: 100,
    opacityPercent: 100,
    language: 'auto',
    reducedMotion: 'auto',
    showCard: true,
    cardWidthPx: 420,
    formatAnswers: true,
    showHeard: true,
    drawing: 'auto',
  },
  position: { display: 'primary', anchor: 'top', places: {}, home: null },
  behaviour: {
    visibility: 'auto',
    lingerSeconds: 4,
    keepAnswers: true,
    hideOverFullScreen: false,
    showUrgent: false,
    keepOutOfCaptures: false,
  },
  connection: { wsPorts: [6001, 6000], httpPorts: [5001, 5000], allowRemoteQuit: false },
  clients: { followLocal: true, followed: [], unknown: [], overlayName: null },
  diagnostics: { metricsPort: null },
  shortcuts: recordOf(SHORTCUT_NAMES, () => null),
  updates: { check: false },
  firstRun: { due: false },
};
