import type { CommandRequest } from '../../../src-shared/commands.ts';
import { ask, NO_TURN, type Purpose, type Work } from './memory.ts';
import { NO_RUN } from './run-events.ts';

/** Carry out a command. The caller has made sure that it is offered. */
export function command(work: Work, request: CommandRequest, ackId: string): Work {
  const { device } = work;
  const purpose: Purpose = { kind: 'command', ackId };
  switch (request.command) {
    case 'send_text':
      return type(work, request.args.text, ackId);
    case 'set_monitoring':
      return callService(work, purpose, 'switch', request.args.on ? 'turn_off' : 'turn_on', device?.muteSwitch, {});
    case 'set_volume':
      return callService(work, purpose, 'media_player', 'volume_set', device?.mediaPlayer, {
        volume_level: request.args.level,
      });
    case 'set_muted':
      return callService(work, purpose, 'media_player', 'volume_mute', device?.mediaPlayer, {
        is_volume_muted: request.args.muted,
      });
    case 'stop_tts':
    case 'start_listening':
    case 'set_setting':
      return work;
  }
}

/**
 * Run the preferred pipeline from its intent on: the answer comes as text, piece by piece. The satellite's device says in
 * which room it is asked. The same conversation goes on, as long as Home Assistant keeps it.
 */
function type(work: Work, text: string, ackId: string): Work {
  const number = work.turn.number + 1;
  const asked = ask(
    work,
    { kind: 'typed', ackId, turn: number },
    {
      type: 'assist_pipeline/run',
      start_stage: 'intent',
      end_stage: 'intent',
      input: { text },
      conversation_id: work.conversation,
      device_id: work.device?.id ?? null,
    },
  );
  return { ...asked, turn: { ...NO_TURN, number, isTyped: true, run: { ...NO_RUN, heard: text } } };
}

function callService(
  work: Work,
  purpose: Purpose,
  domain: string,
  service: string,
  entity: string | null | undefined,
  data: Readonly<Record<string, unknown>>,
): Work {
  if (entity === null || entity === undefined) return work;
  return ask(work, purpose, {
    type: 'call_service',
    domain,
    service,
    service_data: data,
    target: { entity_id: entity },
  });
}
