import type { AssistantEvent, Offer, Report } from '../../src-main/assistants/assistant.ts';

/** The report of an assistant that is ready, over a socket. */
export function reported(differences: Partial<Report> = {}): AssistantEvent {
  const report: Report = {
    phase: 'ready',
    changedAtMs: 0,
    heard: null,
    answer: null,
    voice: 'off',
    level: null,
    notice: null,
    cause: null,
    problem: null,
    activity: null,
    isHeldUp: false,
    monitoring: null,
    volume: null,
    muted: null,
    ...differences,
  };
  return { kind: 'report', report, transport: 'socket', port: 1 };
}

/** An offer of nothing. */
export function offered(differences: Partial<Offer> = {}): AssistantEvent {
  return { kind: 'offer', offer: { name: '', version: '', commands: [], settings: [], ...differences } };
}
