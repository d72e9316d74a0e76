import type { Client } from './client.ts';
import type { Clock } from './clock.ts';
import { effectOf, refusalOf } from './commands.ts';
import type { CommandRequest, Language, RejectionCode } from './protocol.ts';
import { createRequestedTurns } from './requested-turns.ts';
import { withSetting } from './settings.ts';

/** The simulated assistant behind the reference client. */
export interface Assistant {
  /** Carry out a command. @returns why not; null when it was carried out. */
  carryOut(request: CommandRequest, client: Client): RejectionCode | null;
  /** Abandon the turn that an overlay requested. */
  stop(): void;
}

/** @param language of its answers. */
export function createAssistant(clock: Clock, language: Language): Assistant {
  const turns = createRequestedTurns(clock, language);
  return {
    carryOut(request, client) {
      const refusal = refusalOf(request, client.status());
      if (refusal !== null) return refusal;
      if (request.command === 'set_setting') {
        const changed = withSetting(client.settings(), request.args.key, request.args.value);
        if (changed === null) return 'invalid';
        client.setSettings(changed);
        return null;
      }
      const effect = effectOf(request, client.status());
      // The effect already ends the turn.
      if (effect.is_listening === false) turns.cancel();
      client.update(effect);
      if (request.command === 'start_listening') turns.listen(client.update);
      if (request.command === 'send_text') turns.answer(request.args.text, client.update);
      return null;
    },
    stop: turns.cancel,
  };
}
