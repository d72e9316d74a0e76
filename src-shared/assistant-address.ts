import { MAIN_SERVER_PORT } from './settings-limits.ts';

/** Where an assistant is, and of which kind, as one line: in the settings, in ASYSTENT_FOLLOW, on the command line. Pure. */

/** The kinds of assistants that the overlay can follow, in the order in which it offers them. */
export const KINDS = ['asystent', 'ovos', 'lva', 'hass', 'mqtt'] as const;
export type AssistantKind = (typeof KINDS)[number];

/** The kinds' own names, the same in every language. */
export const KIND_NAMES: Readonly<Record<AssistantKind, string>> = {
  asystent: 'Asystent',
  ovos: 'OVOS',
  lva: 'Linux Voice Assistant',
  hass: 'Home Assistant',
  mqtt: 'MQTT',
};

interface HostAndPort {
  /** As in URLs: an IPv6 address has its brackets. */
  readonly host: string;
  readonly port: number;
}

/** The Asystent on this computer; its ports are in the settings. */
export interface AsystentAddress {
  readonly kind: 'asystent';
}

export interface OvosAddress extends HostAndPort {
  readonly kind: 'ovos';
  /** The route of the message bus, with its slash. */
  readonly path: string;
}

export interface LvaAddress extends HostAndPort {
  readonly kind: 'lva';
}

/** A server that may be reached encrypted. */
export interface SecurableServer extends HostAndPort {
  readonly isEncrypted: boolean;
  /** The SHA-256 of its certificate (64 hex digits, lower case); null: the certificate is one that this computer trusts. */
  readonly certificate: string | null;
}

/** A Home Assistant; its satellite is chosen apart. */
export type HassServer = SecurableServer;

export interface HassAddress extends HassServer {
  readonly kind: 'hass';
  /** The entity of the satellite, `assist_satellite.NAME`. */
  readonly entity: string;
}

/** An assistant that publishes through an MQTT broker. */
export interface MqttAddress extends SecurableServer {
  readonly kind: 'mqtt';
  /** The assistant's topics begin with it, such as `asystent/kitchen`. */
  readonly topic: string;
}

export type AssistantAddress = AsystentAddress | OvosAddress | LvaAddress | HassAddress | MqttAddress;
/** An address of a kind that is reached by host and port. */
export type HostedAddress = Exclude<AssistantAddress, AsystentAddress>;
export type HostedKind = HostedAddress['kind'];

/**
 * Why a text is no address. It names no kind; it is not a host with a port, or has more than belongs there; the port is
 * one that the overlay never connects to; the satellite of a Home Assistant or the topic of an MQTT broker is missing; it would be unencrypted outside the
 * home network; an Asystent on another computer has to be paired.
 */
export const ADDRESS_PROBLEMS = [
  'kind',
  'malformed',
  'main-server',
  'entity',
  'topic',
  'not-secure',
  'needs-pairing',
] as const;
export type AddressProblem = (typeof ADDRESS_PROBLEMS)[number];

/** Right addresses, for error messages. */
const EXAMPLES: Readonly<Record<AssistantKind, readonly string[]>> = {
  asystent: ['asystent://127.0.0.1'],
  ovos: ['ovos://127.0.0.1:8181/core'],
  lva: ['lva://127.0.0.1:6055'],
  hass: [
    'hass://homeassistant.local:8123/assist_satellite.kitchen',
    'hass+tls://home.example.org/assist_satellite.kitchen',
  ],
  mqtt: ['mqtt://127.0.0.1:1883/asystent/kitchen', 'mqtts://broker.example.org/asystent/kitchen'],
};

const OVOS_PORT = 8181;
const OVOS_PATH = '/core';
const LVA_PORT = 6055;
const HASS_PORT = 8123;
/** Where a proxy in front of Home Assistant usually listens. */
const HASS_TLS_PORT = 443;
const MQTT_PORT = 1883;
const MQTTS_PORT = 8883;

const ADDRESS_MAX_LENGTH = 300;
const ENTITY = /^assist_satellite\.[a-z0-9_]{1,200}$/;
/** Two levels or more, without wildcards. */
const TOPIC = /^[a-z0-9_.-]+(?:\/[a-z0-9_.-]+)+$/i;
const BASE = /^[a-z0-9_.-]+(?:\/[a-z0-9_.-]+)*$/i;
const TOPIC_BASE = 'asystent';

/** Return examples of the addresses of all kinds. */
export function addressExamples(): readonly string[] {
  return KINDS.flatMap((kind) => EXAMPLES[kind]);
}

/** Parse an address, such as `ovos://127.0.0.1:8181/core`. */
export function parseAddress(text: string): AssistantAddress | AddressProblem {
  const [, scheme = '', rest = ''] = /^([a-z+]+):\/\/(.*)$/i.exec(text.trim()) ?? [];
  const name = scheme.toLowerCase();
  if (/^hass(\+tls)?$/.test(name)) return hassSatelliteAt(rest, name.endsWith('+tls'));
  if (name === 'mqtt' || name === 'mqtts') return mqttAt(rest, name === 'mqtts');
  const kind = KINDS.find((each) => each === name);
  if (kind === undefined || kind === 'hass' || kind === 'mqtt') return 'kind';
  const place = readPlace(rest);
  if (place === null) return 'malformed';
  if (place.port === MAIN_SERVER_PORT) return 'main-server';
  switch (kind) {
    case 'asystent':
      return asystentAt(place);
    case 'ovos': {
      const path = place.path === '/' ? OVOS_PATH : place.path;
      return inHomeNetwork({ kind, host: place.host, port: place.port ?? OVOS_PORT, path });
    }
    case 'lva':
      if (place.path !== '/') return 'malformed';
      return inHomeNetwork({ kind, host: place.host, port: place.port ?? LVA_PORT });
  }
}

/**
 * Parse an address that a user has typed for a chosen kind: without a scheme, or with that of a WebSocket, as in other programs'
 * settings.
 */
export function parseHosted(kind: HostedKind, text: string): HostedAddress | AddressProblem {
  const rest = text.trim().replace(/^ws:\/\//i, '');
  const address = parseAddress(rest.includes('://') ? rest : `${kind}://${rest}`);
  if (typeof address === 'string') return address;
  return address.kind !== 'asystent' && address.kind === kind ? address : 'kind';
}

/** Return the text of a server without its satellite: its token belongs to it. */
export function serverText(server: HassServer): string {
  return `${schemeHostPort(server)}${pinText(server)}`;
}

/** Return the text of the server that an assistant's secret belongs to, whatever else is there; null: the kind has no secrets. */
export function secretServer(address: HostedAddress): string | null {
  switch (address.kind) {
    case 'hass':
      return serverText(address);
    case 'mqtt':
      return brokerText(address);
    default:
      return null;
  }
}

/** Whether an address can have this topic of an assistant. */
export function isAssistantTopic(topic: string): boolean {
  return TOPIC.test(topic);
}

/** An MQTT broker, and the prefix of its assistants' topics. */
export interface BrokerPlace {
  readonly server: SecurableServer;
  readonly base: string;
}

/** Parse the address of a broker without that of an assistant: `HOST`, `HOST/BASE` or `HOST/BASE/`, as for `parseHosted`. */
export function parseBrokerPlace(text: string): BrokerPlace | AddressProblem {
  const [, scheme = 'mqtt', rest = ''] = /^(?:([a-z+]+):\/\/)?(.*)$/i.exec(text.trim()) ?? [];
  const isEncrypted = /^mqtts$/i.test(scheme);
  if (!isEncrypted && !/^mqtt$/i.test(scheme)) return 'kind';
  const read = brokerAt(rest, isEncrypted);
  if (typeof read === 'string') return read;
  const { path, ...server } = read;
  const base = path.replace(/\/$/, '') || TOPIC_BASE;
  return BASE.test(base) ? { server, base } : 'topic';
}

/** Return the text of a broker without an assistant: a login belongs to it. */
export function brokerText(server: SecurableServer): string {
  return `${brokerHostPort(server)}${pinText(server)}`;
}

/** Parse the address of a Home Assistant, as a browser shows it or as `hass://` or `hass+tls://`. Its path does not count. */
export function parseHassServer(text: string): HassServer | AddressProblem {
  const [, scheme = 'hass', rest = ''] = /^(?:([a-z+]+):\/\/)?(.*)$/i.exec(text.trim()) ?? [];
  const isEncrypted = /^(https|hass\+tls)$/i.test(scheme);
  if (!isEncrypted && !/^(http|hass)$/i.test(scheme)) return 'kind';
  const read = readPinnedPlace(rest);
  return read === null ? 'malformed' : hassAt(read, isEncrypted);
}

/** Return the text of an address, with all that it leaves out by default. */
export function addressText(address: AssistantAddress): string {
  switch (address.kind) {
    case 'asystent':
      return 'asystent://127.0.0.1';
    case 'ovos':
      return `ovos://${address.host}:${address.port}${address.path}`;
    case 'lva':
      return `lva://${address.host}:${address.port}`;
    case 'hass':
      return `${schemeHostPort(address)}/${address.entity}${pinText(address)}`;
    case 'mqtt':
      return `${brokerHostPort(address)}/${address.topic}${pinText(address)}`;
  }
}

/** Return a supposed address as a message may show it: without a password, and without the part after "?". */
export function withoutSecrets(text: string): string {
  return text.replace(/\/\/.*@/, '//…@').replace(/\?.*$/, '?…');
}

/** Whether a host is this computer. */
export function isThisComputer(host: string): boolean {
  return /^127(\.\d+){3}$/.test(host) || host === '[::1]';
}

/**
 * Whether a host is in the home network, where an unencrypted connection is a choice: this computer, private and link-local
 * addresses (RFC 1918, RFC 4193), names without a dot, and names under the domains that are kept for such networks.
 */
export function isInHomeNetwork(host: string): boolean {
  if (isThisComputer(host)) return true;
  if (host.startsWith('[')) return /^\[(f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):/.test(host);
  if (/^\d+(\.\d+){3}$/.test(host)) return /^(10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\./.test(host);
  return !host.includes('.') || /\.(local|lan|home|internal|localdomain|home\.arpa)$/.test(host);
}

interface Place {
  readonly host: string;
  /** null: the usual one. */
  readonly port: number | null;
  readonly path: string;
}

/** Read `host[:port][/path]`. @returns null if it is not that, or more than that. */
function readPlace(text: string): Place | null {
  // As an address of the web, whose hosts URL checks. Of two schemes, because it leaves out the usual port of one.
  const [plain, secure] = [`http://${text}`, `https://${text}`];
  if (text.length > ADDRESS_MAX_LENGTH || !URL.canParse(plain)) return null;
  const url = new URL(plain);
  const isBare = `${url.search}${url.hash}${url.username}${url.password}` === '' && !/[@?#\s\\]/.test(text);
  const port = url.port || new URL(secure).port;
  if (!isBare || url.hostname === '' || port === '0') return null;
  // One spelling for this computer, so that one assistant has one address.
  const host = url.hostname === 'localhost' ? '127.0.0.1' : url.hostname;
  return { host, port: port === '' ? null : Number(port), path: url.pathname };
}

function asystentAt({ host, port, path }: Place): AsystentAddress | AddressProblem {
  if (port !== null || path !== '/') return 'malformed';
  return host === '127.0.0.1' ? { kind: 'asystent' } : 'needs-pairing';
}

interface PinnedPlace extends Place {
  readonly certificate: string | null;
}

/** Read a place that may end with the SHA-256 of its certificate, as browsers show it. @returns null if it is not that. */
function readPinnedPlace(text: string): PinnedPlace | null {
  const [, rest = text, pin] = /^(.*)#sha-?256=(.*)$/i.exec(text.trim()) ?? [];
  const certificate = pin?.replaceAll(':', '').toLowerCase() ?? null;
  const place = readPlace(rest);
  return place === null || (certificate !== null && !/^[0-9a-f]{64}$/.test(certificate))
    ? null
    : { ...place, certificate };
}

function schemeHostPort({ host, port, isEncrypted }: HassServer): string {
  return `${isEncrypted ? 'hass+tls' : 'hass'}://${host}:${port}`;
}

function brokerHostPort({ host, port, isEncrypted }: SecurableServer): string {
  return `${isEncrypted ? 'mqtts' : 'mqtt'}://${host}:${port}`;
}

function pinText({ certificate }: SecurableServer): string {
  return certificate === null ? '' : `#sha256=${certificate}`;
}

function hassSatelliteAt(text: string, isEncrypted: boolean): HassAddress | AddressProblem {
  const place = readPinnedPlace(text);
  if (place === null) return 'malformed';
  const entity = place.path.slice(1);
  if (place.port !== MAIN_SERVER_PORT && !ENTITY.test(entity)) return 'entity';
  const server = hassAt(place, isEncrypted);
  return typeof server === 'string' ? server : { kind: 'hass', ...server, entity };
}

function hassAt({ host, port, certificate }: PinnedPlace, isEncrypted: boolean): HassServer | AddressProblem {
  // A certificate belongs to an encrypted connection.
  if (certificate !== null && !isEncrypted) return 'malformed';
  const server = { host, port: port ?? (isEncrypted ? HASS_TLS_PORT : HASS_PORT), isEncrypted, certificate };
  if (server.port === MAIN_SERVER_PORT) return 'main-server';
  return isEncrypted ? server : inHomeNetwork(server);
}

function mqttAt(text: string, isEncrypted: boolean): MqttAddress | AddressProblem {
  const read = brokerAt(text, isEncrypted);
  if (typeof read === 'string') return read;
  const { path: topic, ...server } = read;
  return isAssistantTopic(topic) ? { kind: 'mqtt', ...server, topic } : 'topic';
}

/** @returns its path without the first slash. */
function brokerAt(text: string, isEncrypted: boolean): (SecurableServer & { readonly path: string }) | AddressProblem {
  const place = readPinnedPlace(text);
  // A certificate belongs to an encrypted connection.
  if (place === null || (place.certificate !== null && !isEncrypted)) return 'malformed';
  const { host, certificate } = place;
  const port = place.port ?? (isEncrypted ? MQTTS_PORT : MQTT_PORT);
  if (port === MAIN_SERVER_PORT) return 'main-server';
  const server = { host, port, isEncrypted, certificate, path: place.path.slice(1) };
  return isEncrypted ? server : inHomeNetwork(server);
}

function inHomeNetwork<Address extends HostAndPort>(address: Address): Address | AddressProblem {
  return isInHomeNetwork(address.host) ? address : 'not-secure';
}
