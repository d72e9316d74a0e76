import { describe, expect, it } from 'vitest';
import type { ConnectionEvent } from '../../../src-main/assistants/asystent/connection.ts';
import { type Memory, NO_MEMORY } from '../../../src-main/assistants/asystent/memory.ts';
import { translate } from '../../../src-main/assistants/asystent/translate.ts';
import { polled, pushed, ready, speaking, thinking } from '../../overlay/events.ts';

/** The translation of the last of some events. */
function last(...events: readonly ConnectionEvent[]) {
  let memory: Memory = NO_MEMORY;
  let translated: ReturnType<typeof translate>['events'] = [];
  for (const event of events) ({ memory, events: translated } = translate(memory, event, 0));
  return translated;
}

describe('an event of the connection', () => {
  it('is a report with its transport', () => {
    expect(last(ready())).toMatchObject([
      { kind: 'report', report: { phase: 'ready' }, transport: 'socket', port: 6001 },
    ]);
  });

  it('asks something of the overlay after its report, and only when it is pushed', () => {
    const action = 'open_settings';
    expect(last(pushed({ action }))).toMatchObject([{ kind: 'report' }, { kind: 'action', action }]);
    expect(last(polled({ action }))).toMatchObject([{ kind: 'report' }]);
  });

  it.each<ConnectionEvent>([
    { kind: 'socket-closed' },
    { kind: 'socket-dropped' },
    { kind: 'unreachable' },
    { kind: 'denied', denial: 'wrong-key' },
    { kind: 'ack', ack: { id: '1', rejection: null } },
  ])('passes as it is: $kind', (event) => {
    expect(last(event)).toEqual([event]);
  });

  it.each<ConnectionEvent>([{ kind: 'unreachable' }, { kind: 'denied', denial: 'wrong-key' }])(
    'makes the next text one of unknown age: $kind',
    (gone) => {
      const known = last(ready(), thinking(), speaking('Yes.'), { kind: 'socket-closed' }, ready('Yes.'));
      expect(known).toMatchObject([{ report: { answer: { text: 'Yes.' } } }]);
      expect(last(ready(), thinking(), speaking('Yes.'), gone, ready('Yes.'))).toMatchObject([
        { report: { answer: null } },
      ]);
    },
  );

  it('makes the last line one from before the absence: unreachable', () => {
    const flags = { isListening: true, wakeWordDetected: true, overlayVisible: true };
    const gone: ConnectionEvent = { kind: 'unreachable' };
    const shown = pushed({ ...flags, status: 'Overlay Shown' });
    const phases = last(pushed({ status: 'Notification: Tea' }), gone, shown, pushed({ ...flags, status: 'słucham' }));
    expect(phases).toMatchObject([{ report: { phase: 'listening' } }]);
  });

  it('of a lost socket leaves nothing that a poll may have missed', () => {
    const inTurn = polled({ status: 'Processing...', wakeWordDetected: true });
    const answered = polled({ status: 'słucham', text: 'Yes.', isListening: true });
    expect(last(polled(), inTurn, answered)).toMatchObject([{ report: { phase: 'ready' } }]);
    expect(last(polled(), inTurn, { kind: 'socket-closed' }, answered)).toMatchObject([
      { report: { phase: 'listening' } },
    ]);
  });
});
