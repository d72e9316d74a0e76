import type { CommandName, CommandRequest } from '../../../src-shared/commands.ts';
import type { Ack } from '../assistant.ts';
import type { Awaited, Memory } from './memory.ts';
import type { LvaCommand, LvaMessage } from './wire.ts';

/** Commands. The assistant acknowledges none, so that acks follow from its next events. Pure. */

/** The commands that it takes. It takes no typed text, and can't mute its loudspeaker. */
export const COMMANDS: readonly CommandName[] = ['set_monitoring', 'stop_tts', 'start_listening', 'set_volume'];

/** More commands than this never wait at once, unless nobody answers. */
const AWAITED_MAX = 16;

/** Return whether the assistant reports the effect of a command. It reports no volume that stays the same. */
export function isAnswered({ command }: CommandRequest): boolean {
  return command !== 'set_volume';
}

export interface Carried {
  /** To send; null: nothing. */
  readonly send: LvaCommand | null;
  /** The event that will show the effect; null: none will. */
  readonly awaited: Awaited | null;
  /** The ack, where it is known already. */
  readonly ack: Ack | null;
}

/** Return how a command is carried out. @param id the ack's. */
export function carryOut({ isMuted, doing }: Memory, request: CommandRequest, id: string): Carried {
  const done = { id, rejection: null };
  switch (request.command) {
    case 'set_monitoring': {
      const mutes = !request.args.on;
      // It reports nothing when nothing changes.
      if (mutes === isMuted) return { send: null, awaited: null, ack: done };
      const awaited = { id, what: 'microphone', isMuted: mutes } as const;
      return { send: { command: mutes ? 'mute_mic' : 'unmute_mic' }, awaited, ack: null };
    }
    case 'stop_tts':
      return { send: { command: 'stop_pipeline' }, awaited: { id, what: 'speech-end' }, ack: null };
    case 'start_listening': {
      // It ignores the command then, and reports nothing.
      const code = isMuted ? 'unavailable' : 'busy';
      if (isMuted || doing === 'listening' || doing === 'thinking')
        return { send: null, awaited: null, ack: { id, rejection: { code, message: '' } } };
      return { send: { command: 'start_listening' }, awaited: { id, what: 'listening' }, ack: null };
    }
    case 'set_volume':
      return {
        send: { command: 'set_volume', data: { volume: request.args.level } },
        awaited: null,
        ack: null,
      };
    default:
      return { send: null, awaited: null, ack: { id, rejection: { code: 'unsupported', message: '' } } };
  }
}

/** Return the commands that wait for their effect with one more. */
export function withAwaited(awaited: readonly Awaited[], next: Awaited | null): readonly Awaited[] {
  return next === null ? awaited : [...awaited, next].slice(-AWAITED_MAX);
}

/** Return the commands whose effect a message shows, as acks, and those that go on waiting. */
export function answered(
  awaited: readonly Awaited[],
  message: LvaMessage,
): { readonly acks: readonly Ack[]; readonly awaited: readonly Awaited[] } {
  const isShown = (each: Awaited) =>
    each.what === 'microphone'
      ? message.kind === 'microphone' && message.isMuted === each.isMuted
      : message.kind === each.what;
  return {
    acks: awaited.filter(isShown).map(({ id }) => ({ id, rejection: null })),
    awaited: awaited.filter((each) => !isShown(each)),
  };
}
