import type { CommandRequest, CommandSubject } from '../../src-shared/commands.ts';
import type { Report } from '../assistants/assistant.ts';
import type { Model, PendingCommand, PendingCommands } from './model.ts';

/** Return the subject of a request: its command, and the setting it changes. */
export function subjectOf(request: CommandRequest): CommandSubject {
  return { command: request.command, key: request.command === 'set_setting' ? request.args.key : null };
}

/** Return the slot of a request. A request replaces those of its slot: one command, or one of the assistant's settings. */
export function slotOf(request: CommandRequest): string {
  return request.command === 'set_setting' ? settingSlot(request.args.key) : request.command;
}

/** Return the slot of one of the assistant's settings. */
export function settingSlot(key: string): string {
  return `set_setting:${key}`;
}

/** Whether a command comes in quick succession, as from a slider. There is no queue: the last request wins. */
export function isMove(command: CommandRequest['command']): boolean {
  return command === 'set_volume' || command === 'set_setting';
}

/** Return the waiting requests whose slot is free: the one before was answered, or never will be. */
export function dueCommands(model: Model): readonly CommandRequest[] {
  return Object.entries(model.waiting)
    .filter(([slot]) => !isUnderWay(model.pending[slot]))
    .map(([, request]) => request);
}

/** Return the model without the requests that are being sent. */
export function withoutWaiting(model: Model, sends: readonly CommandRequest[]): Model {
  if (sends.length === 0) return model;
  const waiting = Object.entries(model.waiting).filter(([, request]) => !sends.includes(request));
  return { ...model, waiting: Object.fromEntries(waiting) };
}

/** Whether the assistant has yet to answer a command. */
export function isUnderWay(command: PendingCommand | undefined): boolean {
  return command !== undefined && !command.acknowledged;
}

/** Return the user's last request in a slot while no report has shown its effect; otherwise null. */
export function wish(model: Model, slot: string): CommandRequest | null {
  return model.waiting[slot] ?? model.pending[slot]?.request ?? null;
}

/** Whether a report shows the effect of a command. */
export function isShownBy(report: Report, command: PendingCommand): boolean {
  switch (command.request.command) {
    case 'stop_tts':
      return report.voice !== 'on';
    case 'set_monitoring':
      // An assistant without acks that never says whether it monitors confirms with any report.
      if (report.monitoring === null) return command.id === null;
      // The state was unknown when the command left, so it may have switched either way.
      return report.monitoring === command.request.args.on || command.monitoringThen === null;
    default:
      return command.acknowledged;
  }
}

/** Return the commands of `among` that are not in `slots`. */
export function without(among: PendingCommands, slots: readonly string[]): PendingCommands {
  if (slots.length === 0) return among;
  return Object.fromEntries(Object.entries(among).filter(([slot]) => !slots.includes(slot)));
}

/** Return the same commands without ids: their acks would have come over the socket that has ended. */
export function withoutAcks(among: PendingCommands): PendingCommands {
  return Object.fromEntries(Object.entries(among).map(([slot, command]) => [slot, { ...command, id: null }]));
}
