import type { Ack, AssistantEvent, Report } from '../../src-main/assistants/assistant.ts';

/** An overlay's view of an assistant, in lines for its user. Pure. */

/** Where the lines got to; `NOTHING_TOLD` before the first. */
export interface Told {
  readonly report: Report | null;
}

export const NOTHING_TOLD: Told = { report: null };

/** Return the lines for one event, and where they got to. Of a report, they tell the changes. */
export function linesOf(told: Told, event: AssistantEvent): { readonly told: Told; readonly lines: readonly string[] } {
  switch (event.kind) {
    case 'report':
      return { told: { report: event.report }, lines: changesOf(told.report, event.report) };
    case 'offer': {
      const { name, version, commands, settings } = event.offer;
      const takes = commands.length === 0 ? 'no commands' : commands.join(', ');
      const keeps = settings.length === 0 ? '' : `; settings: ${settings.map(({ key }) => key).join(', ')}`;
      return { told, lines: [`offers, as ${[name, version].join(' ').trim()}: ${takes}${keeps}`] };
    }
    case 'ack':
      return { told, lines: [ackLine(event.ack)] };
    case 'action':
      return { told, lines: [`asks the overlay: ${event.action}`] };
    case 'socket-closed':
      return { told: NOTHING_TOLD, lines: ['closed the connection; trying again'] };
    case 'socket-dropped':
      return { told: NOTHING_TOLD, lines: ['fell silent; trying again'] };
    case 'unreachable':
      return { told: NOTHING_TOLD, lines: ['does not answer; trying again'] };
    case 'denied':
      return { told: NOTHING_TOLD, lines: [`no connection: ${event.denial}`] };
  }
}

function changesOf(before: Report | null, report: Report): readonly string[] {
  const parts: readonly (readonly [name: string, of: (report: Report) => string | null])[] = [
    ['phase', ({ phase, cause, problem }) => [phase, cause ?? problem].filter((part) => part !== null).join(': ')],
    ['heard', ({ heard }) => heard],
    ['activity', ({ activity }) => activity],
    ['waits for the user', ({ needsUser }) => (needsUser ? 'yes' : null)],
    ['answer', ({ answer }) => answer && `${answer.text}${answer.isGrowing ? ' …' : ''}`],
    [
      'spoken',
      ({ answer }) =>
        answer === null || answer.spokenTo === null ? null : `${answer.spokenTo} of ${answer.text.length}`,
    ],
    ['voice', ({ voice }) => voice],
    ['notice', ({ notice }) => notice && [notice.kind, notice.text].join(' ').trim()],
    ['wake word', ({ monitoring }) => onOrOff(monitoring)],
    ['volume', ({ volume }) => (volume === null ? null : `${Math.round(volume * 100)} %`)],
    ['sound', ({ muted }) => onOrOff(muted === null ? null : !muted)],
  ];
  return parts.flatMap(([name, of]) => {
    const now = of(report);
    if (before === null ? now === null : now === of(before)) return [];
    return [`${name}: ${now ?? '–'}`];
  });
}

function onOrOff(isOn: boolean | null): string | null {
  if (isOn === null) return null;
  return isOn ? 'on' : 'off';
}

function ackLine({ id, rejection }: Ack): string {
  if (rejection === null) return `carried out command ${id}`;
  return `rejected command ${id}: ${[rejection.code, rejection.message].join(' ').trim()}`;
}
