import type { CommandRequest } from '../../src-shared/commands.ts';
import type { Ack, Offer, Report } from './assistant.ts';

/**
 * The messages of the overlay's own protocol (docs/protocol.md) without a transport, for a kind that carries them by another
 * than the Asystent's socket. Pure.
 */
export interface CarriedProtocol<Memory> {
  /** Nothing is known of the client. */
  readonly initial: Memory;
  /** Read a status; null for a text that is none. @param nowMs the monotonic clock. */
  status(memory: Memory, raw: string, nowMs: number): { readonly memory: Memory; readonly report: Report } | null;
  /** Return the memory of a client that is gone. Its turns go on counting. */
  absent(memory: Memory): Memory;
  /** Read a hello; null for a text that is none. */
  offer(raw: string): Offer | null;
  /** Read the answer to a command; null for a text that is none. */
  ack(raw: string): Ack | null;
  /** Return a command's name and its arguments, for JSON. */
  command(request: CommandRequest): Readonly<Record<string, unknown>>;
}
