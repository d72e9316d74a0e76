import type { RejectionCode } from '../../src-shared/commands.ts';
import type { Happening } from '../../src-shared/diagnostics-contract.ts';

/**
 * Return the log's line for a command or its outcome; null for any other happening. It never holds the command's
 * arguments, which may be a text of the user's. Pure.
 * @param code the client's reason, if it rejected the command; otherwise null.
 */
export function commandLine(happening: Happening, code: RejectionCode | null): string | null {
  if (happening.kind !== 'command') return null;
  const { command, outcome } = happening;
  return `command ${command} ${WORDS[outcome]}${code === null ? '' : `: ${code}`}`;
}

const WORDS: Readonly<Record<Extract<Happening, { kind: 'command' }>['outcome'], string>> = {
  sent: 'sent',
  done: 'carried out',
  rejected: 'rejected',
  refused: 'refused: the client ended the socket over it',
  unanswered: 'unanswered',
};
