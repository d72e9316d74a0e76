import { expect } from 'vitest';
import { connectToFakeX, type FakeXServer, xEvent, xReply } from './fake-x-server.ts';

const FIXES_OPCODE = 138;
const FIXES_EVENT = 87;
const ATOM = 400;

export interface FakeSelections extends FakeXServer {
  /** The number of every name. */
  readonly atom: number;
  /** The events of the root window that were selected, one mask after the other. */
  readonly rootEvents: readonly number[];
  /** Tell of a new owner. @param selection its number; default: the one that is followed. */
  changeOwner(owner: number, selection?: number): void;
}

/** Connect to a server that has XFixes. @param owner of the selection at first. */
export async function connectToFakeSelections(owner: number): Promise<FakeSelections> {
  const fixes: number[] = [];
  const rootEvents: number[] = [];
  const server = await connectToFakeX((asked, sequence) => {
    const [opcode, minor] = asked;
    if (opcode === 98) return xReply(sequence, [1, FIXES_OPCODE, FIXES_EVENT]);
    if (opcode === 16) return xReply(sequence, number(ATOM));
    if (opcode === 23) return xReply(sequence, number(owner));
    if (opcode === 2) rootEvents.push(asked.readUInt32LE(12));
    if (opcode !== FIXES_OPCODE) return null;
    fixes.push(minor ?? -1);
    // Without its version, the server would refuse everything else.
    expect(fixes[0]).toBe(0);
    return minor === 0 ? xReply(sequence, [1, 0, 0, 0, 0]) : null;
  });
  return {
    ...server,
    atom: ATOM,
    rootEvents,
    changeOwner(next, selection = ATOM) {
      const event = xEvent(FIXES_EVENT);
      event.writeUInt32LE(next, 8);
      event.writeUInt32LE(selection, 12);
      server.write(event);
    },
  };
}

function number(value: number): number[] {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return [...bytes];
}
