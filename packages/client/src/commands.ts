import type { CommandRequest, Language, RejectionCode } from './protocol.ts';
import { type StatusPatch, TURN_OVER, type WireStatus } from './status.ts';

/** Return the immediate effect of a command on the status. Switching monitoring also ends the turn. Pure. */
export function effectOf(request: CommandRequest, status: WireStatus): StatusPatch {
  switch (request.command) {
    case 'stop_tts':
      return status.is_speaking ? TURN_OVER : {};
    case 'toggle_monitoring':
      return status.monitoring
        ? { ...TURN_OVER, status: 'Monitoring Stopped', monitoring: false }
        : { ...TURN_OVER, monitoring: true };
    case 'set_volume':
      return { volume: request.args.level };
    case 'set_muted':
      return { muted: request.args.muted };
    case 'start_listening':
    case 'send_text':
    case 'set_setting':
      return {};
  }
}

/** Return why the client can't carry out a command in this state; null if it can. Pure. */
export function refusalOf(request: CommandRequest, status: WireStatus): RejectionCode | null {
  const startsTurn = request.command === 'start_listening' || request.command === 'send_text';
  return startsTurn && (status.is_listening || status.is_speaking) ? 'busy' : null;
}

/** The message, for people, that goes with each code. */
export const REJECTIONS: Readonly<Record<Language, Readonly<Record<RejectionCode, string>>>> = {
  pl: {
    invalid: 'Nieprawidłowa wartość.',
    unsupported: 'Nieznane polecenie.',
    busy: 'Poprzednie pytanie jeszcze trwa.',
    unavailable: 'To teraz niemożliwe.',
    failed: 'Nie udało się.',
  },
  en: {
    invalid: 'This value is not valid.',
    unsupported: 'This command is not known.',
    busy: 'A turn is going on.',
    unavailable: 'This is not possible now.',
    failed: 'It failed.',
  },
};
