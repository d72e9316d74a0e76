import type { CommandName, CommandRequest } from '../../../src-shared/commands.ts';
import type { Ack } from '../assistant.ts';
import type { Awaited, Memory } from './memory.ts';
import { type BusMessage, busFrame } from './wire.ts';

/** Commands as messages of the bus. It acknowledges none, so that acks follow from the services' next messages. Pure. */

/** The language of typed text while the assistant has not said its own. */
const FALLBACK_LANG = 'en-US';

/** More commands than this never wait at once, unless nobody answers. */
const AWAITED_MAX = 16;

/** Return the commands that the services on the bus can carry out. */
export function offeredCommands({ services, volume }: Memory): readonly CommandName[] {
  return [
    ...(services.voice === 'ready' ? (['set_monitoring', 'start_listening'] as const) : []),
    ...(services.audio === 'missing' ? [] : (['stop_tts'] as const)),
    ...(services.skills === 'missing' ? [] : (['send_text'] as const)),
    ...(volume === null ? [] : (['set_volume', 'set_muted'] as const)),
  ];
}

/** Return the frames of a command, and the message that will show its effect; null for one that OVOS does not know. */
export function commandFrames(
  { isAsleep, lang }: Pick<Memory, 'isAsleep' | 'lang'>,
  request: CommandRequest,
  id: string,
): { readonly frames: readonly string[]; readonly awaited: Awaited } | null {
  switch (request.command) {
    case 'set_monitoring': {
      const { on } = request.args;
      const wakes = on && isAsleep ? [busFrame('recognizer_loop:wake_up')] : [];
      return {
        frames: [busFrame(on ? 'mycroft.mic.unmute' : 'mycroft.mic.mute'), ...wakes],
        awaited: { id, what: 'mic', on },
      };
    }
    case 'stop_tts':
      // `mycroft.stop` would unmute the microphone as well.
      return { frames: [busFrame('mycroft.audio.speech.stop')], awaited: { id, what: 'output-end' } };
    case 'start_listening':
      return { frames: [busFrame('mycroft.mic.listen')], awaited: { id, what: 'record-begin' } };
    case 'send_text': {
      const { text } = request.args;
      const data = { utterances: [text], lang: lang ?? FALLBACK_LANG };
      return { frames: [busFrame('recognizer_loop:utterance', data)], awaited: { id, what: 'utterance', text } };
    }
    case 'set_volume':
      return {
        frames: [busFrame('mycroft.volume.set', { percent: request.args.level, play_sound: false })],
        awaited: { id, what: 'volume' },
      };
    case 'set_muted':
      return {
        frames: [busFrame(request.args.muted ? 'mycroft.volume.mute' : 'mycroft.volume.unmute')],
        awaited: { id, what: 'volume' },
      };
    case 'set_setting':
      return null;
  }
}

/** Return the memory in which a command that has been sent waits for its effect. */
export function withAwaited(memory: Memory, awaited: Awaited): Memory {
  return { ...memory, awaited: [...memory.awaited, awaited].slice(-AWAITED_MAX) };
}

/** Return the memory after a message, and the acks that follow from it. */
export function answered(memory: Memory, message: BusMessage): readonly [Memory, readonly Ack[]] {
  const acks = memory.awaited.flatMap((awaited) => ackOf(awaited, message) ?? []);
  if (acks.length === 0) return [memory, acks];
  const ids = new Set(acks.map(({ id }) => id));
  return [{ ...memory, awaited: memory.awaited.filter(({ id }) => !ids.has(id)) }, acks];
}

function ackOf(awaited: Awaited, message: BusMessage): Ack | null {
  const done: Ack = { id: awaited.id, rejection: null };
  switch (awaited.what) {
    case 'mic':
      if (message.kind !== 'mic') return null;
      return message.isMuted === awaited.on ? { ...done, rejection: { code: 'failed', message: '' } } : done;
    case 'utterance':
      // The bus hands it to us as to everybody.
      return message.kind === 'utterance' && message.text === awaited.text ? done : null;
    default:
      return message.kind === awaited.what ? done : null;
  }
}
