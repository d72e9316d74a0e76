import type { CommandRequest } from '../../src-shared/commands.ts';
import type { Denial } from '../../src-shared/overlay-state.ts';
import { expireAnswer, NO_ANSWER } from './answer.ts';
import { withValue } from './assistant-state.ts';
import { decidedCommands } from './command-outcome.ts';
import { isUnderWay, slotOf, subjectOf, without, withoutAcks } from './commands.ts';
import {
  ABSENCE_SHOWN_MS,
  COMMAND_TIMEOUT_MS,
  type CommandFailure,
  FAILURE_SHOWN_MS,
  type Model,
  type OverlayEvent,
  type PendingCommand,
  type Preferences,
} from './model.ts';
import { shownNotice } from './notice.ts';
import { onReport } from './on-report.ts';
import { patienceTimesMs } from './patience.ts';
import { presentingAfterSleep, stillPresenting } from './presenting.ts';

type AckEvent = Extract<OverlayEvent, { kind: 'ack' }>;

/**
 * Return the model after an event. Pure.
 * @param nowMs the monotonic clock.
 */
export function nextModel(model: Model, event: OverlayEvent, preferences: Preferences, nowMs: number): Model {
  switch (event.kind) {
    case 'report':
      return onReport(model, event, preferences, nowMs);
    case 'socket-closed':
      return onSocketClosed(model, event, nowMs);
    case 'socket-dropped':
      return withoutSocket(model);
    case 'unreachable':
      return onUnreachable(model, nowMs);
    case 'denied':
      return onDenied(model, event.denial, nowMs);
    case 'offer':
      return { ...model, offer: event.offer };
    case 'ack':
      return onAck(model, event, nowMs);
    case 'command-sent':
      return onSent(model, event.request, event.id, nowMs);
    case 'press':
      return { ...model, waiting: { ...model.waiting, [slotOf(event.request)]: event.request } };
    case 'action':
    case 'command-unsent':
    case 'context':
      return model;
    case 'override':
      return { ...model, override: event.override, presenting: event.override === 'show' ? null : model.presenting };
    case 'present':
      return { ...model, override: null, presenting: stillPresenting(event.presenting, nowMs) };
    case 'slept':
      // An answer from before the sleep is old, however little of its time has passed.
      return {
        ...model,
        ...NO_ANSWER,
        notice: null,
        foundUntilMs: 0,
        shownUntilMs: 0,
        presenting: stillPresenting(
          model.presenting && presentingAfterSleep(model.presenting, event.nowEpochMs, nowMs),
          nowMs,
        ),
      };
    case 'deadline':
      return onDeadline(model, event, nowMs);
  }
}

/** Return when the model next changes by time alone, on the clock of `nowMs`; null if it does not. */
export function nextDeadlineMs(model: Model, nowMs: number): number | null {
  const times = [
    model.shownUntilMs,
    model.foundUntilMs,
    model.lingerUntilMs,
    model.failure?.untilMs ?? 0,
    model.notice?.leastUntilMs ?? 0,
    ...patienceTimesMs(model),
    model.presenting?.end?.untilMs ?? 0,
    ...Object.values(model.pending).map((command) => command.sentAtMs + COMMAND_TIMEOUT_MS),
  ].filter((time) => time > nowMs);
  return times.length === 0 ? null : Math.min(...times);
}

function onSent(model: Model, request: CommandRequest, id: string | null, nowMs: number): Model {
  const pending: PendingCommand = {
    request,
    id,
    sentAtMs: nowMs,
    acknowledged: false,
    monitoringThen: model.report?.monitoring ?? null,
    offerThen: model.offer,
  };
  return {
    ...model,
    isStopped: model.isStopped || request.command === 'stop_tts',
    pending: { ...model.pending, [slotOf(request)]: pending },
    failure: null,
  };
}

function onAck(model: Model, { ack }: AckEvent, nowMs: number): Model {
  const sent = { ...model.failure?.unanswered, ...model.pending };
  const [slot, command] = Object.entries(sent).find(([, { id }]) => id === ack.id) ?? [];
  if (slot === undefined || command === undefined || command.acknowledged) return model;
  const pending = without(model.pending, [slot]);
  if (ack.rejection !== null) {
    const detail = { kind: 'command-rejected', ...ack.rejection, ...subjectOf(command.request) } as const;
    return { ...model, pending, failure: failure(detail, nowMs) };
  }
  // Shown as unanswered, it has been answered after all.
  const answered = { ...model, failure: isUnderWay(model.pending[slot]) ? model.failure : null };
  // Until the deadline, in case no report follows.
  const acknowledged = { ...pending, [slot]: { ...command, sentAtMs: nowMs, acknowledged: true } };
  switch (command.request.command) {
    case 'set_monitoring':
    case 'set_volume':
    case 'set_muted':
      return { ...answered, pending: acknowledged };
    case 'set_setting':
      return { ...answered, pending, offer: offerWith(model, command) };
    default:
      return { ...answered, pending };
  }
}

/** Return the offer with the setting that the assistant has just accepted, unless a newer offer has come. */
function offerWith({ offer }: Model, { request, offerThen }: PendingCommand): Model['offer'] {
  if (offer === null || offer !== offerThen || request.command !== 'set_setting') return offer;
  const { key, value } = request.args;
  return {
    ...offer,
    settings: offer.settings.map((setting) => (setting.key === key && withValue(setting, value)) || setting),
  };
}

function failure(detail: CommandFailure['detail'], nowMs: number, unanswered: Model['pending'] = {}): CommandFailure {
  return { detail, untilMs: nowMs + FAILURE_SHOWN_MS, unanswered };
}

function withoutSocket(model: Model): Model {
  return {
    ...model,
    transport: 'none',
    port: null,
    offer: null,
    waiting: {},
    denial: null,
    pending: withoutAcks(model.pending),
    failure: model.failure && { ...model.failure, unanswered: withoutAcks(model.failure.unanswered) },
  };
}

function onSocketClosed(model: Model, event: OverlayEvent, nowMs: number): Model {
  const refused = decidedCommands(model, event, nowMs).map(({ slot }) => slot);
  const last = model.pending[refused.at(-1) ?? ''];
  const closed = withoutSocket(model);
  return {
    ...closed,
    pending: without(closed.pending, refused),
    failure:
      last === undefined
        ? closed.failure
        : failure({ kind: 'command-failed', reason: 'refused', ...subjectOf(last.request) }, nowMs),
  };
}

function onUnreachable(model: Model, nowMs: number): Model {
  // An assistant that was never there can't be gone.
  const isMissing = model.report === null;
  return { ...absent(model, isMissing ? 'connecting' : 'offline', null, nowMs), isMissing };
}

function onDenied(model: Model, denial: Denial, nowMs: number): Model {
  return absent({ ...withoutSocket(model), denial: model.denial }, 'offline', denial, nowMs);
}

/** Show the bubble for a while if the absence, or its reason, is news. */
function absent(model: Model, phase: 'connecting' | 'offline', denial: Denial | null, nowMs: number): Model {
  const changed = phase !== model.phase;
  const isNews = changed || (denial !== null && denial !== model.denial);
  return {
    ...model,
    ...NO_ANSWER,
    notice: null,
    phase,
    transport: 'none',
    port: null,
    denial,
    override: changed ? null : model.override,
    shownUntilMs: isNews ? nowMs + ABSENCE_SHOWN_MS : model.shownUntilMs,
  };
}

function onDeadline(model: Model, event: OverlayEvent, nowMs: number): Model {
  const over = Object.keys(model.pending).filter((slot) => {
    const command = model.pending[slot];
    return command !== undefined && nowMs >= command.sentAtMs + COMMAND_TIMEOUT_MS;
  });
  const pending = without(model.pending, over);
  const decided = decidedCommands(model, event, nowMs).map(({ slot }) => slot);
  const unanswered = Object.fromEntries(Object.entries(model.pending).filter(([slot]) => decided.includes(slot)));
  const last = Object.values(unanswered).at(-1);
  const shown = model.failure !== null && nowMs >= model.failure.untilMs ? null : model.failure;
  return {
    ...model,
    ...expireAnswer(model, nowMs),
    notice: shownNotice(model, nowMs),
    presenting: stillPresenting(model.presenting, nowMs),
    pending,
    failure:
      last === undefined
        ? shown
        : failure({ kind: 'command-failed', reason: 'unanswered', ...subjectOf(last.request) }, nowMs, unanswered),
  };
}
