import { guestHello } from '../clients/guest-hello.ts';

/**
 * An answer that a program gives by itself, as frames of the protocol between a client and its overlays (docs/protocol.md): it
 * grows as it comes, and is over with its last piece. Pure but for the pieces.
 */

/** Twice the length that an overlay shows. */
const SENT_MAX_LENGTH = 20_000;

const TURN = 1;

/** @param name null: the program has none. */
export async function* answerFrames(
  name: string | null,
  pieces: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<string> {
  yield guestHello(name);
  yield statusFrame('thinking', '');
  let text = '';
  for await (const piece of pieces) {
    // The rest is read all the same: who writes it must not be stopped.
    const added = piece.slice(0, SENT_MAX_LENGTH - text.length);
    if (added === '') continue;
    yield text === '' ? statusFrame('speaking', added) : deltaFrame(text, added);
    text += added;
  }
  yield statusFrame('ready', text);
}

function statusFrame(phase: 'thinking' | 'speaking' | 'ready', text: string): string {
  return JSON.stringify({ type: 'status', data: { status: '', text, turn: TURN, phase } });
}

/** Positions count code points. */
function deltaFrame(text: string, append: string): string {
  return JSON.stringify({ type: 'text_delta', turn: TURN, at: [...text].length, append });
}
