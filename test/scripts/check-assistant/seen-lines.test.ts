import { expect, it } from 'vitest';
import { linesOf, NOTHING_TOLD } from '../../../scripts/check-assistant/seen-lines.ts';
import type { AssistantEvent } from '../../../src-main/assistants/assistant.ts';
import { offered, reported } from '../../clients/reported.ts';

/** All lines of events that follow one another. */
function told(...events: readonly AssistantEvent[]): readonly string[] {
  let last = NOTHING_TOLD;
  return events.flatMap((event) => {
    const step = linesOf(last, event);
    last = step.told;
    return step.lines;
  });
}

it('a report is told by what has changed', () => {
  const answer = { turn: 1, text: 'Seven.', isGrowing: true, mayGoOn: false, spokenTo: null };
  expect(
    told(
      reported({ monitoring: true, volume: 0.4, muted: false }),
      reported({ monitoring: false, volume: 0.4, muted: true }),
      reported({ phase: 'thinking', heard: 'time?', activity: 'clock', muted: true }),
      reported({ phase: 'speaking', heard: 'time?', voice: 'on', answer, muted: true }),
      reported({
        phase: 'speaking',
        heard: 'time?',
        voice: 'on',
        answer: { ...answer, isGrowing: false, spokenTo: 6 },
      }),
    ),
  ).toEqual([
    ...['phase: ready', 'voice: off', 'wake word: on', 'volume: 40 %', 'sound: on'],
    ...['wake word: off', 'sound: off'],
    ...['phase: thinking', 'heard: time?', 'activity: clock', 'wake word: –', 'volume: –'],
    ...['phase: speaking', 'activity: –', 'answer: Seven. …', 'voice: on'],
    ...['answer: Seven.', 'spoken: 6 of 6', 'sound: –'],
  ]);
});

it('an error is told with its cause, and a notice with its text', () => {
  const notice = { kind: 'notification', text: 'Tea', number: 1, isHeld: false, isAside: false } as const;
  expect(told(reported({ phase: 'error', problem: 'no-home-assistant', notice }))).toEqual([
    'phase: error: no-home-assistant',
    'voice: off',
    'notice: notification Tea',
  ]);
});

it('the link, the offer and the answers to commands are told', () => {
  expect(
    told(
      offered({ name: 'OVOS', commands: ['stop_tts'] }),
      offered({ name: 'OVOS', version: '2' }),
      { kind: 'ack', ack: { id: '1', rejection: null } },
      { kind: 'ack', ack: { id: '2', rejection: { code: 'busy', message: '' } } },
      { kind: 'action', action: 'quit' },
      { kind: 'unreachable' },
      { kind: 'socket-closed' },
      { kind: 'socket-dropped' },
      { kind: 'denied', denial: 'wrong-key' },
    ),
  ).toEqual([
    'offers, as OVOS: stop_tts',
    'offers, as OVOS 2: no commands',
    'carried out command 1',
    'rejected command 2: busy',
    'asks the overlay: quit',
    'does not answer; trying again',
    'closed the connection; trying again',
    'fell silent; trying again',
    'no connection: wrong-key',
  ]);
});
