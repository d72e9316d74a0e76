import { describe, expect, it } from 'vitest';
import type { AssistantEvent, Offer, Report } from '../../src-main/assistants/assistant.ts';
import type { TraceEvent } from '../../src-main/assistants/trace.ts';
import { findingOf, NOTHING_SEEN, seenAfter } from '../../src-main/clients/finding.ts';
import { COMMANDS } from '../../src-shared/commands.ts';
import { offered, reported } from './reported.ts';

const found = (...events: readonly (AssistantEvent | TraceEvent)[]) =>
  findingOf(events.reduce(seenAfter, NOTHING_SEEN), 'ovos');
const report = (differences: Partial<Report> = {}) => reported(differences);
const offer = (differences: Partial<Offer> = {}) => offered(differences);

describe('what a test has found', () => {
  it('is what the assistant has and lacks', () => {
    const commands = COMMANDS.filter((command) => command !== 'set_volume' && command !== 'set_muted');
    expect(found(report({ monitoring: true }), offer({ name: 'OVOS', version: '2.1', commands }))).toEqual({
      kind: 'found',
      name: 'OVOS 2.1',
      facts: ['microphone-on', 'no-volume'],
    });
    expect(found(report({ monitoring: false }), offer({ commands: ['set_muted'] }))).toEqual({
      kind: 'found',
      name: 'OVOS',
      facts: ['microphone-off', 'no-pause', 'no-talk', 'no-stop', 'no-typing'],
    });
  });

  it('is its kind, where it says nothing of itself', () => {
    expect(found(report())).toEqual({ kind: 'found', name: 'OVOS', facts: [] });
  });

  it('is what the user has to mend first', () => {
    const offers = offer({ commands: ['send_text'] });
    expect(found(offers, report({ problem: 'no-voice-service' }))).toMatchObject({ facts: ['no-voice-service'] });
    expect(found(offers, report({ problem: 'encrypted' }))).toMatchObject({ facts: ['encrypted'] });
  });

  it('is an assistant also before its first report', () => {
    const live = { kind: 'live', transport: 'socket', port: 8181 } as const;
    expect(found({ kind: 'unreachable' }, live)).toEqual({ kind: 'found', name: 'OVOS', facts: [] });
  });

  it('is why it can’t be followed', () => {
    expect(found()).toEqual({ kind: 'nothing' });
    expect(found({ kind: 'unreachable' })).toEqual({ kind: 'nothing' });
    expect(found({ kind: 'denied', denial: 'wrong-key' })).toEqual({ kind: 'denied', reason: 'wrong-key' });
    const stranger = { kind: 'stranger', port: 8181, cause: 'code 1005' } as const;
    expect(found(stranger, { kind: 'unreachable' })).toEqual({ kind: 'stranger' });
  });

  it('is nothing behind a broker that has nothing of it', () => {
    const live = { kind: 'live', transport: 'socket', port: 1883 } as const;
    expect(found(live, { kind: 'unreachable' })).toEqual({ kind: 'nothing' });
  });

  it('is what comes after a failure, and nothing once it has gone', () => {
    expect(found({ kind: 'unreachable' }, report(), offer())).toMatchObject({ kind: 'found' });
    expect(found(report(), offer(), { kind: 'socket-closed' })).toEqual({ kind: 'nothing' });
  });
});
