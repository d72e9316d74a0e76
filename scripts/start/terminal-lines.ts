import * as v from 'valibot';
import type { TerminalStatus } from '../../src-main/start/starter.ts';

const StatusMessage = v.object({
  tray: v.picklist(['sought', 'there', 'missing']),
  assistants: v.array(v.object({ name: v.nullable(v.string()), address: v.string(), isFound: v.boolean() })),
});

/** Parse a message from the overlay about its status; null for any other message. */
export function parseTerminalStatus(message: unknown): TerminalStatus | null {
  const parsed = v.safeParse(StatusMessage, message);
  return parsed.success ? parsed.output : null;
}

/**
 * Return the lines to print for a status of the overlay: all of it at first, once it is known whether there is a tray,
 * and after that only the changes.
 *
 * @param before the last status; null if there was none.
 */
export function terminalLines(before: TerminalStatus | null, now: TerminalStatus): readonly string[] {
  if (now.tray === 'sought') return [];
  if (before === null || before.tray === 'sought') {
    return [`The overlay is running. ${PLACES[now.tray]}`, ...now.assistants.map(firstLine), 'Ctrl-C quits it.'];
  }
  const tray = before.tray === 'missing' && now.tray === 'there' ? ['The desktop has a tray now, with its icon.'] : [];
  const changed = now.assistants.flatMap((assistant) => {
    const known = before.assistants.find(
      ({ name, address }) => name === assistant.name && address === assistant.address,
    );
    if (known === undefined) return [firstLine(assistant)];
    return known.isFound === assistant.isFound ? [] : [changeLine(assistant)];
  });
  return [...tray, ...changed];
}

const PLACES = {
  there: 'Its icon is in the tray.',
  missing: 'This desktop has no tray: the same command in another terminal opens its settings.',
};

type Assistant = TerminalStatus['assistants'][number];

const named = ({ name }: Assistant, text: string) => (name === null ? text : `${name}: ${text}`);

function firstLine(assistant: Assistant): string {
  return named(assistant, assistant.isFound ? 'Assistant found.' : `No assistant yet at ${assistant.address}.`);
}

function changeLine(assistant: Assistant): string {
  return named(
    assistant,
    assistant.isFound ? 'Assistant found.' : `Assistant lost; looking for it at ${assistant.address}.`,
  );
}
