import type { Report } from '../../src-main/assistants/assistant.ts';
import type { ConnectionEvent } from '../../src-main/assistants/asystent/connection.ts';
import type { Status } from '../../src-main/assistants/asystent/protocol-status.ts';
import type { Preferences, ViewContext } from '../../src-main/overlay/model.ts';
import { COMMANDS, type CommandName } from '../../src-shared/commands.ts';
import type { AssistantSetting } from '../../src-shared/overlay-state.ts';

export const PREFERENCES: Preferences = {
  visibility: 'auto',
  lingerMs: 4_000,
  cardWidthPx: 420,
  formatAnswers: true,
  showHeard: true,
  showUrgent: false,
  mayQuit: false,
};
export const CONTEXT: ViewContext = {
  preferences: PREFERENCES,
  language: 'en',
  address: null,
  profile: null,
  appearance: { opacity: 1, reducedMotion: false },
  showCard: true,
};

const QUIET: Status = {
  status: 'Ready',
  text: '',
  isListening: false,
  isSpeaking: false,
  wakeWordDetected: false,
  overlayVisible: false,
  monitoring: true,
  volume: null,
  muted: null,
  turn: null,
  phase: null,
  heard: '',
  level: null,
  spokenTo: null,
  notice: null,
  activity: '',
  needsUser: false,
  action: null,
};

/** A status with nothing going on, changed as given. */
export function status(changes: Partial<Status> = {}): Status {
  return { ...QUIET, ...changes };
}

/** A report with nothing going on, changed as given. */
export function report(changes: Partial<Report> = {}): Report {
  return {
    phase: 'ready',
    changedAtMs: 0,
    heard: null,
    answer: null,
    voice: 'off',
    level: null,
    notice: null,
    cause: null,
    problem: null,
    activity: null,
    needsUser: false,
    isHeldUp: false,
    monitoring: true,
    volume: null,
    muted: null,
    ...changes,
  };
}

type EventOf<Kind extends ConnectionEvent['kind']> = Extract<ConnectionEvent, { readonly kind: Kind }>;

/** A status that came over the socket. */
export function pushed(changes: Partial<Status> = {}): EventOf<'status'> {
  return { kind: 'status', status: status(changes), transport: 'socket', port: 6001 };
}

/** A status that was asked for over HTTP. */
export function polled(changes: Partial<Status> = {}): EventOf<'status'> {
  return { kind: 'status', status: status(changes), transport: 'polling', port: 5001 };
}

export const listening = (changes: Partial<Status> = {}) =>
  pushed({ status: 'Listening...', isListening: true, wakeWordDetected: true, ...changes });
export const thinking = (changes: Partial<Status> = {}) =>
  pushed({ status: 'Processing...', wakeWordDetected: true, ...changes });
export const speaking = (text: string, changes: Partial<Status> = {}) =>
  pushed({ status: 'mówię', text, isSpeaking: true, wakeWordDetected: true, ...changes });
export const ready = (text = '', changes: Partial<Status> = {}) => pushed({ status: 'Ready', text, ...changes });

/** Everything that version 2 offers, changed as given. */
export function offer({
  commands = COMMANDS,
  speed = 1,
}: {
  readonly commands?: readonly CommandName[];
  readonly speed?: number;
} = {}): EventOf<'offer'> {
  const settings: readonly AssistantSetting[] = [
    { key: 'speed', label: { pl: 'Tempo', en: 'Speed' }, type: 'number', min: 1, max: 5, step: 1, value: speed },
  ];
  return { kind: 'offer', offer: { name: 'Asystent', version: '2.0', commands, settings } };
}
