import { COMMANDS, type Command } from '../../src-preload/contract.ts';
import type { Status } from '../connection/protocol.ts';
import { expireAnswer, followAnswer } from './answer.ts';
import {
  ABSENCE_SHOWN_MS,
  COMMAND_REFUSAL_MS,
  COMMAND_TIMEOUT_MS,
  FAILURE_SHOWN_MS,
  type Model,
  type OverlayEvent,
  type PendingCommand,
  type Preferences,
  type Snooze,
  TOGGLE_SHOWN_MS,
} from './model.ts';
import { isQuiet, phaseOf } from './phase.ts';

type StatusEvent = Extract<OverlayEvent, { kind: 'status' }>;

/**
 * What an event makes of the model. Pure.
 * @param nowMs the monotonic clock.
 */
export function reduce(model: Model, event: OverlayEvent, preferences: Preferences, nowMs: number): Model {
  switch (event.kind) {
    case 'status':
      return onStatus(model, event, preferences, nowMs);
    case 'socket-closed':
      return onSocketClosed(model, nowMs);
    case 'socket-dropped':
      return withoutSocket(model);
    case 'unreachable':
      return onUnreachable(model, nowMs);
    case 'command-sent': {
      const pending: PendingCommand = { sentAtMs: nowMs, monitoringThen: model.status?.monitoring ?? null };
      return { ...model, pending: { ...model.pending, [event.command]: pending }, failure: null };
    }
    case 'override':
      return { ...model, override: event.override, snooze: event.override === 'show' ? null : model.snooze };
    case 'snooze':
      return { ...model, override: null, snooze: stillDue(event.snooze, nowMs) };
    case 'slept':
      // An answer from before the sleep is old, however little of its time has passed.
      return { ...model, answer: null, lingerUntilMs: 0, freshUntilMs: 0, shownUntilMs: 0 };
    case 'deadline':
      return onDeadline(model, nowMs);
  }
}

/** When the model changes next by time alone, on the same clock as `nowMs`; null when it does not. */
export function nextDeadlineMs(model: Model, nowMs: number): number | null {
  const times = [
    model.shownUntilMs,
    model.lingerUntilMs,
    model.failure?.untilMs ?? 0,
    model.snooze?.untilMs ?? 0,
    ...Object.values(model.pending).map((command) => command.sentAtMs + COMMAND_TIMEOUT_MS),
  ].filter((time) => time > nowMs);
  return times.length === 0 ? null : Math.min(...times);
}

function onStatus(model: Model, event: StatusEvent, preferences: Preferences, nowMs: number): Model {
  const { status, transport, port } = event;
  const phase = phaseOf(status, model.phase);
  const answer = followAnswer(model, status, phase, preferences.lingerMs, nowMs);
  const sent = { ...model.failure?.unanswered, ...model.pending };
  const confirmed = COMMANDS.filter((command) => isConfirmed(command, sent[command], status));
  return {
    ...model,
    ...answer,
    phase,
    transport,
    port,
    status,
    override: phase === model.phase ? model.override : null,
    pending: without(model.pending, confirmed),
    failure: confirmed.length > 0 ? null : model.failure,
    shownUntilMs: shownUntilMs(model, phase, answer.lingerUntilMs, confirmed, nowMs),
  };
}

function shownUntilMs(
  model: Model,
  phase: Model['phase'],
  lingerUntilMs: number,
  confirmed: readonly Command[],
  nowMs: number,
): number {
  if (confirmed.includes('toggle_monitoring')) return nowMs + TOGGLE_SHOWN_MS;
  if (lingerUntilMs > nowMs) return lingerUntilMs;
  return phase === model.phase ? model.shownUntilMs : 0;
}

/** Whether the status shows that the command was carried out. */
function isConfirmed(command: Command, pending: PendingCommand | undefined, status: Status): boolean {
  if (pending === undefined) return false;
  if (command === 'stop_tts') return !status.isSpeaking;
  // A client that never says whether it monitors can confirm with any status.
  return status.monitoring === null || status.monitoring !== pending.monitoringThen;
}

function withoutSocket(model: Model): Model {
  return { ...model, transport: 'none', port: null };
}

function onSocketClosed(model: Model, nowMs: number): Model {
  const refused = COMMANDS.filter((command) => {
    const pending = model.pending[command];
    return pending !== undefined && nowMs - pending.sentAtMs <= COMMAND_REFUSAL_MS;
  });
  return {
    ...withoutSocket(model),
    pending: without(model.pending, refused),
    failure:
      refused.length > 0 ? { reason: 'refused', untilMs: nowMs + FAILURE_SHOWN_MS, unanswered: {} } : model.failure,
  };
}

function onUnreachable(model: Model, nowMs: number): Model {
  // A client that was never there can't be gone.
  const phase = model.status === null ? 'connecting' : 'offline';
  const changed = phase !== model.phase;
  return {
    ...model,
    phase,
    transport: 'none',
    port: null,
    answer: null,
    lingerUntilMs: 0,
    freshUntilMs: 0,
    override: changed ? null : model.override,
    shownUntilMs: changed ? nowMs + ABSENCE_SHOWN_MS : model.shownUntilMs,
  };
}

function onDeadline(model: Model, nowMs: number): Model {
  const overdue = COMMANDS.filter((command) => {
    const pending = model.pending[command];
    return pending !== undefined && nowMs >= pending.sentAtMs + COMMAND_TIMEOUT_MS;
  });
  const pending = without(model.pending, overdue);
  const unanswered = without(model.pending, Object.keys(pending));
  const failure = model.failure !== null && nowMs >= model.failure.untilMs ? null : model.failure;
  return {
    ...model,
    ...(isQuiet(model.phase) ? expireAnswer(model, nowMs) : {}),
    snooze: stillDue(model.snooze, nowMs),
    pending,
    failure: overdue.length > 0 ? { reason: 'unanswered', untilMs: nowMs + FAILURE_SHOWN_MS, unanswered } : failure,
  };
}

function stillDue(snooze: Snooze | null, nowMs: number): Snooze | null {
  return snooze !== null && nowMs < snooze.untilMs ? snooze : null;
}

function without(pending: Model['pending'], commands: readonly string[]): Model['pending'] {
  if (commands.length === 0) return pending;
  return Object.fromEntries(Object.entries(pending).filter(([command]) => !commands.includes(command)));
}
