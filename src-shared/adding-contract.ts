import { ADDRESS_PROBLEMS, type AddressProblem, type AssistantKind } from './assistant-address.ts';
import type { Denial } from './overlay-state.ts';

/** Main's answers when the settings add an assistant: by a pairing, or by its address. */

/**
 * Why a client was not paired. The pairing: not JSON, too large, a missing field, a key that is too short or has forbidden
 * characters, a certificate that is no SHA-256, an address that is malformed, not encrypted, or the main server's. Its
 * file: others have access, or it can't be read. Ourselves: too many clients, or the key could not be written.
 */
export const PAIRING_PROBLEMS = [
  'not-json',
  'too-large',
  'field-missing',
  'key-too-short',
  'key-not-allowed',
  'certificate',
  'address',
  'not-secure',
  'main-server',
  'file-not-private',
  'file-unreadable',
  'too-many',
  'not-saved',
] as const;
export type PairingProblem = (typeof PAIRING_PROBLEMS)[number];

/** The outcome of a pairing; `cancelled`: the user chose no file. */
export type PairingAnswer = 'paired' | 'cancelled' | PairingProblem;

/**
 * Facts about an assistant that matter to the user: whether its messages can be read, whether it has a voice service, whether
 * its microphone is on; and what can't be done from here: switch off its wake word, let it listen, stop its speech, type to it,
 * set its volume.
 */
export const FOUND_FACTS = [
  'encrypted',
  'no-voice-service',
  'microphone-on',
  'microphone-off',
  'no-pause',
  'no-talk',
  'no-stop',
  'no-typing',
  'no-volume',
] as const;
export type FoundFact = (typeof FOUND_FACTS)[number];

/** The result of testing an address: an assistant, one that refuses us, something else, or nothing. */
export type Finding =
  | { readonly kind: 'found'; readonly name: string; readonly facts: readonly FoundFact[] }
  | { readonly kind: 'denied'; readonly reason: Denial }
  | { readonly kind: 'stranger' }
  | { readonly kind: 'nothing' };

/** An assistant that answers on this computer and is not followed. */
export interface FoundAssistant {
  readonly kind: AssistantKind;
  readonly address: string;
}

/** Why an assistant was not added: its address, too many others, or its key, which could not be written or is missing. */
export const ADDING_PROBLEMS = [...ADDRESS_PROBLEMS, 'too-many', 'not-saved', 'no-token'] as const;
export type AddingProblem = (typeof ADDING_PROBLEMS)[number];

/** A voice satellite of a Home Assistant. */
export interface Satellite {
  readonly entity: string;
  /** Its name there; cleaned. */
  readonly name: string;
}

/** The answer to the question for the satellites of a Home Assistant: those, or why there is none to choose. */
export type SatellitesAnswer =
  | {
      readonly kind: 'satellites';
      readonly satellites: readonly Satellite[];
      /** Whether the token may read the words of a conversation. */
      readonly canReadTexts: boolean;
    }
  | { readonly kind: 'problem'; readonly problem: AddingProblem }
  | Exclude<Finding, { kind: 'found' }>;

/** An assistant that publishes through a broker. */
export interface OnBroker {
  readonly topic: string;
  /** Its name there; cleaned. */
  readonly name: string;
}

/** The answer to the question for the assistants at a broker: those, or why there is none to choose. */
export type BrokerAnswer =
  | { readonly kind: 'clients'; readonly clients: readonly OnBroker[] }
  | { readonly kind: 'problem'; readonly problem: AddressProblem }
  | Exclude<Finding, { kind: 'found' }>;

/** The outcome of choosing files with a certificate and its key. */
export type CertificateAnswer = 'taken' | 'none' | 'cancelled';

/** The answer to a test. */
export type TestAnswer = { readonly kind: 'problem'; readonly problem: AddressProblem } | Finding;
