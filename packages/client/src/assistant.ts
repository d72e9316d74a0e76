import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../../src-main/runtime/clock.ts';
import type { CommandRequest, RejectionCode } from '../../../src-shared/commands.ts';
import type { ClientLanguage } from '../../../src-shared/languages.ts';
import type { AssistantSetting } from '../../../src-shared/overlay-state.ts';
import { effectOf, refusalOf } from './commands.ts';
import { INITIAL_SETTINGS, withSetting } from './offer.ts';
import { createAskedTurns } from './requested-turns.ts';
import { INITIAL_OFFERED, INITIAL_STATUS, patched, type StatusPatch, type WireStatus } from './status.ts';

/** The assistant behind the client: how it stands, and what the commands do to it. It knows of no overlay. */
export interface Assistant {
  status(): WireStatus;
  /** What it spoke last. */
  lastSpoken(): string;
  settings(): readonly AssistantSetting[];
  update(patch: StatusPatch): void;
  /** @returns why a command was not carried out; null when it was. */
  carryOut(request: CommandRequest): RejectionCode | null;
  /** Ends the turn that an overlay has asked for. */
  stop(): void;
}

export interface AssistantOptions {
  readonly protocol: 1 | 2;
  /** Of what it answers to questions. */
  readonly language: ClientLanguage;
  readonly clock: Clock;
  /** Called when the status has changed. */
  readonly onStatus: () => void;
  /** Called when a setting has been set. */
  readonly onSettings: () => void;
}

export function createAssistant({ protocol, language, clock, onStatus, onSettings }: AssistantOptions): Assistant {
  let status: WireStatus = protocol === 2 ? { ...INITIAL_STATUS, ...INITIAL_OFFERED } : INITIAL_STATUS;
  let settings = INITIAL_SETTINGS;
  let lastSpoken = '';
  const asked = createAskedTurns(clock, language, update);

  function update(patch: StatusPatch): void {
    const next = patched(status, patch);
    if (next.is_speaking) lastSpoken = next.text;
    if (isDeepStrictEqual(next, status)) return;
    status = next;
    onStatus();
  }

  return {
    status: () => status,
    lastSpoken: () => lastSpoken,
    settings: () => settings,
    update,
    carryOut(request) {
      const isBasic = request.command === 'toggle_monitoring' || request.command === 'stop_tts';
      if (protocol === 1 && !isBasic) return 'unsupported';
      const refusal = refusalOf(request, status);
      if (refusal !== null) return refusal;
      const effect = effectOf(request, status);
      // Its end comes with the effect.
      if (effect.is_listening === false) asked.cancel();
      update(effect);
      if (request.command === 'start_listening') asked.listen();
      if (request.command === 'send_text') asked.answer(request.args.text);
      if (request.command !== 'set_setting') return null;
      const changed = withSetting(settings, request.args.key, request.args.value);
      if (changed === null) return 'invalid';
      settings = changed;
      onSettings();
      return null;
    },
    stop: asked.cancel,
  };
}
