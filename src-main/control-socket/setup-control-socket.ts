import type { CommandRequest } from '../../src-shared/commands.ts';
import { switchMonitoring } from '../../src-shared/commands.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import type { Translate } from '../../src-shared/strings.ts';
import type { Guests } from '../clients/guests.ts';
import type { KeptAnswers } from '../overlay/kept-answers.ts';
import { socketHere } from './run-verb.ts';
import { saidPost } from './said-post.ts';
import type { ControlAnswer, ControlRequest, Refusal } from './socket-contract.ts';
import { openControlSocket } from './socket-server.ts';
import { refusalOf, statusOf } from './socket-status.ts';

export interface ControlSocketSetup {
  /** The profile's name; null: the default one. */
  readonly profile: string | null;
  /** ASYSTENT_PROFILE_DIR; null: it is not set. */
  readonly profileDir: string | null;
  readonly state: () => OverlayState;
  readonly onState: (listener: (state: OverlayState) => void) => () => void;
  /** Returns the texts in the user's language. */
  readonly translate: () => Translate;
  /** Returns a state in one line, in the user's language. */
  readonly label: (state: OverlayState) => string;
  readonly press: (request: CommandRequest) => void;
  readonly show: () => void;
  readonly hide: () => void;
  /** The user begins to present something: for so many minutes, or with null until the user ends it. */
  readonly present: (minutes: number | null) => void;
  readonly endPresenting: () => void;
  readonly answers: Pick<KeptAnswers, 'availability' | 'copyNewest'>;
  readonly guests: Pick<Guests, 'enter' | 'post' | 'clear'>;
  readonly openPanel: () => void;
  readonly openSettings: () => void;
  readonly quit: () => void;
  readonly log: (message: string) => void;
}

/** Let programs of the same user see the state, and press the buttons. @returns a function that ends that. */
export function setupControlSocket(setup: ControlSocketSetup): () => void {
  const { state, label, press, answers, guests } = setup;
  const done: ControlAnswer = { ok: true };
  const refused = (code: Refusal): ControlAnswer => ({ ok: false, code });
  const pressed = (request: CommandRequest): ControlAnswer => {
    const refusal = refusalOf(state(), request.command);
    if (refusal !== null) return refused(refusal);
    press(request);
    return done;
  };
  const acted = (act: () => void): ControlAnswer => {
    act();
    return done;
  };

  const carryOut = async (request: ControlRequest): Promise<ControlAnswer> => {
    switch (request.verb) {
      case 'stop':
        return pressed({ command: 'stop_tts' });
      case 'toggle-monitoring':
        return pressed(switchMonitoring(state().monitoring));
      case 'listen':
        return pressed({ command: 'start_listening' });
      case 'send':
        return pressed({ command: 'send_text', args: { text: request.text } });
      case 'say': {
        const { name = null, key = name ?? '' } = request;
        return guests.post(key, name, saidPost(request, setup.translate())) ? done : refused('too-many');
      }
      case 'clear':
        return acted(() => guests.clear(request.key ?? request.name ?? ''));
      case 'show':
        return acted(setup.show);
      case 'hide':
        return acted(setup.hide);
      case 'present': {
        const { minutes } = request;
        return acted(minutes === 'off' ? setup.endPresenting : () => setup.present(minutes));
      }
      case 'copy-answer':
        return copyAnswer();
      case 'panel':
        return acted(setup.openPanel);
      case 'settings':
        return acted(setup.openSettings);
      case 'status':
      case 'follow':
      case 'quit':
        return done;
    }
  };

  const copyAnswer = async (): Promise<ControlAnswer> => {
    const availability = answers.availability();
    if (availability !== 'some') return refused(availability === 'off' ? 'answers-off' : 'no-answer');
    return answers.copyNewest().then(
      () => done,
      () => refused('not-copied'),
    );
  };

  return openControlSocket({
    socket: socketHere(setup),
    userId: process.getuid?.() ?? null,
    status: () => statusOf(state(), label(state())),
    onStatus: (listener) => setup.onState(listener),
    carryOut,
    enter: (name, frames, send) => guests.enter(name ?? '', frames, send),
    onAnswered({ verb }) {
      // Only then: who asked would not get the answer.
      if (verb === 'quit') setup.quit();
    },
    log: setup.log,
  });
}
