import type { CommandRequest, CommandSubject } from '../../src-shared/commands.ts';
import type { Report } from '../assistants/assistant.ts';
import type { Model, PendingCommand, PendingCommands } from './model.ts';

/** What a request is for, without what is asked. */
export function subjectOf(request: CommandRequest): CommandSubject {
  return { command: request.command, key: request.command === 'set_setting' ? request.args.key : null };
}

/** Requests of one slot take each other's place: one command, or one of the client's settings. */
export function slotOf(request: CommandRequest): string {
  return request.command === 'set_setting' ? settingSlot(request.args.key) : request.command;
}

/** The slot of one of the client's settings. */
export function settingSlot(key: string): string {
  return `set_setting:${key}`;
}

/** Whether requests for a command come in many, as a slider makes them: never a queue, the last one wins. */
export function isMove(command: CommandRequest['command']): boolean {
  return command === 'set_volume' || command === 'set_setting';
}

/** The presses that wait, and whose slot is free: the move before was answered or never will be. */
export function dueCommands(model: Model): readonly CommandRequest[] {
  return Object.entries(model.waiting)
    .filter(([slot]) => !isUnderWay(model.pending[slot]))
    .map(([, request]) => request);
}

/** The model without presses that are being sent. */
export function withoutWaiting(model: Model, sends: readonly CommandRequest[]): Model {
  if (sends.length === 0) return model;
  const waiting = Object.entries(model.waiting).filter(([, request]) => !sends.includes(request));
  return { ...model, waiting: Object.fromEntries(waiting) };
}

/** Whether the client has yet to say something to a command. */
export function isUnderWay(command: PendingCommand | undefined): boolean {
  return command !== undefined && !command.acknowledged;
}

/** What the user last asked for in a slot, while the client has not shown what came of it; null when there is nothing. */
export function wish(model: Model, slot: string): CommandRequest | null {
  return model.waiting[slot] ?? model.pending[slot]?.request ?? null;
}

/** Whether a report shows what came of a command. */
export function isShownBy(report: Report, command: PendingCommand): boolean {
  switch (command.request.command) {
    case 'stop_tts':
      return report.voice !== 'on';
    case 'set_monitoring':
      // A client of version 1 that never says whether it monitors can confirm with any report.
      if (report.monitoring === null) return command.id === null;
      // Sent without knowing, it may have switched either way.
      return report.monitoring === command.request.args.on || command.monitoringThen === null;
    default:
      return command.acknowledged;
  }
}

/** The commands of `among` that are not in `slots`. */
export function without(among: PendingCommands, slots: readonly string[]): PendingCommands {
  if (slots.length === 0) return among;
  return Object.fromEntries(Object.entries(among).filter(([slot]) => !slots.includes(slot)));
}

/** The same commands, which no ack can answer any more: it would have come over the socket that has ended. */
export function withoutAcks(among: PendingCommands): PendingCommands {
  return Object.fromEntries(Object.entries(among).map(([slot, command]) => [slot, { ...command, id: null }]));
}
