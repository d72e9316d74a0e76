import type { ClientState } from '../../src-shared/client-state.ts';
import { type CommandRequest, type CommandStates, switchMonitoring } from '../../src-shared/commands.ts';
import type { LoginState } from '../../src-shared/desktop-state.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import type { BrokenFile } from '../../src-shared/settings-contract.ts';
import { noticeLine, type Translate, titleOf } from '../../src-shared/strings.ts';
import { cleanLine } from '../assistants/clean-text.ts';

/** An action of the user in the tray. */
export type TrayAction =
  | { readonly kind: 'command'; readonly request: CommandRequest }
  /** Open the panel for typing. */
  | { readonly kind: 'type' }
  /** Copy the newest answer to the clipboard. */
  | { readonly kind: 'copy-answer' }
  /** Open the panel with the last answers. */
  | { readonly kind: 'answers' }
  | { readonly kind: 'override'; readonly override: 'show' | 'hide' }
  /** With the minutes; null: until the user ends it. */
  | { readonly kind: 'present'; readonly minutes: number | null }
  | { readonly kind: 'end-presenting' }
  /** Show this client while all are idle. */
  | { readonly kind: 'pick'; readonly id: string }
  | { readonly kind: 'settings' }
  | { readonly kind: 'diagnostics' }
  | { readonly kind: 'login'; readonly enabled: boolean }
  | { readonly kind: 'reconnect' }
  | { readonly kind: 'quit' };

/** An entry of the tray menu; without an action, it only informs. */
export type TrayEntry =
  | { readonly kind: 'separator' }
  | { readonly kind: 'entry'; readonly label: string; readonly action: TrayAction | null }
  | { readonly kind: 'submenu'; readonly label: string; readonly entries: readonly TrayEntry[] }
  | { readonly kind: 'checkbox'; readonly label: string; readonly checked: boolean; readonly action: TrayAction };

/** The facts that the tray shows beside the state. */
export interface TrayFacts {
  readonly version: string;
  /** The name of the profile; null for the default one. */
  readonly profile: string | null;
  readonly login: LoginState;
  /** The clients that the overlay follows. */
  readonly clients: readonly ClientState[];
  /** Whether the bubble is not shown for a while, because its pages end again and again. */
  readonly isInCrashLoop: boolean;
  /** Whether answers are kept, and whether there is one yet. */
  readonly answers: 'off' | 'none' | 'some';
  /** Files that could not be read, until the user has seen the settings. */
  readonly broken: readonly BrokenFile[];
  /** The version of a newer release; null: none is known. */
  readonly update: string | null;
}

/** The limit for an error or a notice in the client's words: a longer menu would be wider than some screens. */
const WORDS_MAX_LENGTH = 100;

/**
 * Return the state in one line: the client if there are several, notice or phase, failure, wait for the user or transport, and
 * whether the user presents something.
 */
export function trayStatus(state: OverlayState, t: Translate): string {
  const phase =
    state.notice === null ? t(`phase.${state.phase}`) : cleanLine(noticeLine(state.notice, t), WORDS_MAX_LENGTH);
  const isGuest = state.transport === 'socket' && state.port === null;
  const transport = isGuest ? t('carried.guest') : t(`tray.${state.transport}`, { port: state.port ?? 0 });
  const news = failureLine(state, t) ?? (state.needsUser ? t('detail.needs-user') : null);
  const ofClient = searchLine(state, t) ?? t('tray.status', { phase, detail: news ?? transport });
  const status = state.clientName === null ? ofClient : t('tray.client', { client: state.clientName, state: ofClient });
  if (state.presenting === null) return status;
  const { untilEpochMs } = state.presenting;
  if (untilEpochMs === null) return t('tray.presenting', { status });
  const time = new Intl.DateTimeFormat(state.language, { timeStyle: 'short' }).format(untilEpochMs);
  return t('tray.presentingUntil', { status, time });
}

/** Before the first answer, there is neither a phase nor a transport. */
function searchLine({ detail }: OverlayState, t: Translate): string | null {
  if (detail?.kind === 'looking') return t('detail.looking');
  return detail?.kind === 'no-answer' ? t('detail.no-answer', { address: detail.address }) : null;
}

/** While the bubble is hidden, only the tray shows a failure. */
function failureLine({ detail }: OverlayState, t: Translate): string | null {
  switch (detail?.kind) {
    case 'command-failed':
    case 'denied':
      return t(`detail.${detail.reason}`);
    case 'command-rejected':
      return t(`detail.${detail.code}`);
    case 'problem':
      return t(`detail.${detail.problem}`);
    case 'slow':
      return t('detail.slow');
    case 'client':
      return cleanLine(detail.text, WORDS_MAX_LENGTH);
    default:
      return null;
  }
}

/**
 * Return the icon's tooltip: the profile's name, the state, and the problems that only the tray shows: clients that deny access
 * while another one is shown, pages in a crash loop, and unreadable files.
 */
export function trayTooltip(
  state: OverlayState,
  { profile, clients, isInCrashLoop, broken }: TrayFacts,
  t: Translate,
): string {
  const denied = clients
    .filter(({ isShown, standing }) => !isShown && standing.kind === 'denied')
    .map((client) => clientLine(client, t));
  const name = profile === null ? [] : [titleOf('app.name', profile, t)];
  return [
    ...name,
    trayStatus(state, t),
    ...denied,
    ...crashLoopLines(isInCrashLoop, t),
    ...broken.map((file) => brokenLine(file, t)),
  ].join(' · ');
}

function brokenLine({ kind, keptAs }: BrokenFile, t: Translate): string {
  return t(`tray.${kind}`, { file: keptAs });
}

/** Only the tray can say why the bubble is missing. */
function crashLoopLines(isInCrashLoop: boolean, t: Translate): readonly string[] {
  return isInCrashLoop ? [t('tray.crashLoop')] : [];
}

/** Return the tray menu for a state. Pure. */
export function trayMenu(state: OverlayState, facts: TrayFacts, t: Translate): readonly TrayEntry[] {
  return [
    { kind: 'entry', label: trayStatus(state, t), action: null },
    ...crashLoopLines(facts.isInCrashLoop, t).map((label) => ({ kind: 'entry', label, action: null }) as const),
    ...facts.broken.map((file): TrayEntry => {
      return { kind: 'entry', label: brokenLine(file, t), action: { kind: 'settings' } };
    }),
    ...updateEntry(facts.update, t),
    { kind: 'separator' },
    ...clientEntries(facts.clients, t),
    ...commandEntries(state, t),
    ...answerEntries(facts.answers, t),
    { kind: 'separator' },
    ...visibilityEntries(state, t),
    { kind: 'entry', label: t('tray.reconnect'), action: { kind: 'reconnect' } },
    { kind: 'separator' },
    { kind: 'entry', label: t('tray.settings'), action: { kind: 'settings' } },
    { kind: 'entry', label: t('tray.diagnostics'), action: { kind: 'diagnostics' } },
    ...loginEntry(facts.login, t),
    { kind: 'separator' },
    { kind: 'entry', label: `${titleOf('app.name', facts.profile, t)} ${facts.version}`, action: null },
    { kind: 'entry', label: t('tray.quit'), action: { kind: 'quit' } },
  ];
}

/** Opens the settings, which have the release notes and the installation. */
function updateEntry(version: string | null, t: Translate): readonly TrayEntry[] {
  if (version === null) return [];
  return [{ kind: 'entry', label: t('tray.update', { version }), action: { kind: 'settings' } }];
}

/** Return the action of a click on the icon: that of the first entry about the bubble. Pure. */
export function trayClick(state: OverlayState): TrayAction {
  if (state.presenting !== null) return { kind: 'end-presenting' };
  return { kind: 'override', override: state.visible ? 'hide' : 'show' };
}

/** The clients with their states, if there are several, to choose the one shown while all are idle. */
function clientEntries(clients: readonly ClientState[], t: Translate): readonly TrayEntry[] {
  if (clients.length === 1) return [];
  const entries = clients.map((client): TrayEntry => {
    const action: TrayAction = { kind: 'pick', id: client.id };
    return { kind: 'checkbox', label: clientLine(client, t), checked: client.isShown, action };
  });
  return [...entries, { kind: 'separator' }];
}

function clientLine(client: ClientState, t: Translate): string {
  return t('tray.client', { client: client.name, state: clientWords(client, t) });
}

function clientWords({ phase, standing, addresses, isLocal }: ClientState, t: Translate): string {
  if (standing.kind === 'denied') return t(`detail.${standing.reason}`);
  if (phase !== 'connecting') return t(`phase.${phase}`);
  const [address] = addresses.socket;
  const isTold = standing.kind === 'missing' && !isLocal && address !== undefined;
  return isTold ? t('detail.no-answer', { address }) : t('detail.looking');
}

function commandEntries({ commands, monitoring, assistant }: OverlayState, t: Translate): readonly TrayEntry[] {
  const entryOf = (request: CommandRequest, label: string) => commandEntry(request, label, commands, t);
  const isMuted = assistant?.muted === true;
  const type: TrayEntry = { kind: 'entry', label: t('tray.type'), action: { kind: 'type' } };
  return [
    ...entryOf(
      switchMonitoring(monitoring),
      monitoring === false ? t('command.resumeMonitoring') : t('command.pauseMonitoring'),
    ),
    ...entryOf({ command: 'stop_tts' }, t('command.stopSpeech')),
    ...entryOf({ command: 'start_listening' }, t('command.talk')),
    ...(commands.send_text === null ? [] : [type]),
    ...entryOf({ command: 'set_muted', args: { muted: !isMuted } }, isMuted ? t('command.unmute') : t('command.mute')),
  ];
}

/** The last answers of all clients. */
function answerEntries(answers: TrayFacts['answers'], t: Translate): readonly TrayEntry[] {
  if (answers === 'off') return [];
  return [
    { kind: 'separator' },
    { kind: 'entry', label: t('tray.copyAnswer'), action: answers === 'none' ? null : { kind: 'copy-answer' } },
    { kind: 'entry', label: t('tray.answers'), action: { kind: 'answers' } },
  ];
}

function visibilityEntries(state: OverlayState, t: Translate): readonly TrayEntry[] {
  if (state.presenting !== null) {
    return [{ kind: 'entry', label: t('tray.endPresenting'), action: trayClick(state) }];
  }
  const presentEntry = (label: string, minutes: number | null): TrayEntry => {
    return { kind: 'entry', label, action: { kind: 'present', minutes } };
  };
  return [
    { kind: 'entry', label: state.visible ? t('tray.hide') : t('tray.show'), action: trayClick(state) },
    {
      kind: 'submenu',
      label: t('tray.present'),
      entries: [
        presentEntry(t('tray.presentHalfHour'), 30),
        presentEntry(t('tray.presentHour'), 60),
        presentEntry(t('tray.presentOpen'), null),
      ],
    },
  ];
}

function loginEntry({ enabled, status }: LoginState, t: Translate): readonly TrayEntry[] {
  if (status === 'unsupported') return [];
  const label = t('tray.login');
  const note = status === 'requires-approval' || status === 'blocked' ? t(`tray.${status}`) : null;
  return [
    {
      kind: 'checkbox',
      label: note === null ? label : t('tray.disabled', { label, reason: note }),
      checked: enabled,
      action: { kind: 'login', enabled: !enabled },
    },
  ];
}

/** A native menu has no tooltip on every desktop, so the label itself says why the entry is disabled. */
function commandEntry(
  request: CommandRequest,
  label: string,
  commands: CommandStates,
  t: Translate,
): readonly TrayEntry[] {
  const state = commands[request.command];
  if (state === null) return [];
  if (state === 'enabled') return [{ kind: 'entry', label, action: { kind: 'command', request } }];
  return [{ kind: 'entry', label: t('tray.disabled', { label, reason: t(`command.${state}`) }), action: null }];
}
