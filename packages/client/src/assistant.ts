import type { Client } from './client.ts';
import type { Clock } from './clock.ts';
import { WORDS } from './conversation.ts';
import type { CommandRequest, Language, RejectionCode } from './protocol.ts';
import { withSetting } from './settings.ts';
import { type StatusPatch, TURN_OVER } from './status.ts';

/** How long it listens in vain before it gives up. */
const SILENCE_MS = 6_000;
const THINKING_MS = 800;
const SPEECH_MS_PER_CHARACTER = 60;
const SPEECH_MAX_MS = 8_000;

const ANSWERS: Readonly<Record<Language, (question: string) => string>> = {
  pl: (question) => `Twoje pytanie: „${question}”. Klient wzorcowy umie je tylko powtórzyć.`,
  en: (question) => `You asked: “${question}”. The reference client can only repeat it.`,
};

type Target = Pick<Client, 'status' | 'update' | 'settings' | 'setSettings'>;

/** The simulated assistant behind the reference client. */
export interface Assistant {
  /** Carry out a command. @returns why not; null when it was carried out. */
  carryOut(request: CommandRequest, client: Target): RejectionCode | null;
  /** Abandon the turn that an overlay requested, and leave the status as it is. */
  stop(): void;
}

/** @param language of its answers. */
export function createAssistant(clock: Clock, language: Language): Assistant {
  const words = WORDS[language];
  let cancel = () => {};
  const after = (delayMs: number, act: () => void) => {
    cancel = clock.setTimeout(act, delayMs);
  };

  function endTurn(client: Target, patch: StatusPatch): void {
    cancel();
    client.update({ ...TURN_OVER, ...patch });
  }

  function setMonitoring(client: Target, on: boolean): void {
    endTurn(client, on ? { monitoring: true } : { status: 'Monitoring Stopped', monitoring: false });
  }

  /** Answer a typed question by repeating it. */
  function answer(client: Target, question: string): void {
    cancel();
    const text = ANSWERS[language](question);
    client.update({ status: words.thinking, is_listening: true, overlay_visible: true, heard: question });
    after(THINKING_MS, () => {
      client.update({ status: words.speaking, text, is_speaking: true, is_listening: false });
      after(Math.min(text.length * SPEECH_MS_PER_CHARACTER, SPEECH_MAX_MS), () => client.update(TURN_OVER));
    });
  }

  /** Listen, hear nothing, and end the turn. */
  function listen(client: Target): void {
    cancel();
    client.update({ status: words.listening, is_listening: true, overlay_visible: true });
    after(SILENCE_MS, () => client.update(TURN_OVER));
  }

  return {
    carryOut(request, client) {
      const { is_listening, is_speaking, monitoring } = client.status();
      switch (request.command) {
        case 'stop_tts':
          if (is_speaking) endTurn(client, {});
          return null;
        case 'toggle_monitoring':
          setMonitoring(client, !monitoring);
          return null;
        case 'set_monitoring':
          if (request.args.on !== monitoring) setMonitoring(client, request.args.on);
          return null;
        case 'set_volume':
          client.update({ volume: request.args.level });
          return null;
        case 'set_muted':
          client.update({ muted: request.args.muted });
          return null;
        case 'set_setting': {
          const changed = withSetting(client.settings(), request.args.key, request.args.value);
          if (changed === null) return 'invalid';
          client.setSettings(changed);
          return null;
        }
        case 'start_listening':
        case 'send_text':
          if (is_listening || is_speaking) return 'busy';
          if (request.command === 'send_text') answer(client, request.args.text);
          else listen(client);
          return null;
      }
    },
    stop: () => cancel(),
  };
}
