import type { AssistantEvent, Offer, Report } from '../../src-main/assistants/assistant.ts';
import { report } from '../overlay/events.ts';

/** The report of an assistant that is ready, over a socket. */
export function reported(differences: Partial<Report> = {}): AssistantEvent {
  return { kind: 'report', report: report({ monitoring: null, ...differences }), transport: 'socket', port: 1 };
}

/** An offer of nothing. */
export function offered(differences: Partial<Offer> = {}): AssistantEvent {
  return { kind: 'offer', offer: { name: '', version: '', commands: [], settings: [], ...differences } };
}
