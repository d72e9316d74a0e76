import type { RejectionCode } from '../../src-preload/contract.ts';
import type { Happening } from '../../src-preload/diagnostics-contract.ts';

/**
 * The log's line for a command and what became of it; null for what is no command. Never what the command carries, which
 * may be a text of the user's. Pure.
 * @param code of a command that the client rejected; else null.
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
