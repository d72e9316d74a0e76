import type { ClientState } from '../../src-shared/client-state.ts';
import type { AnswersView } from '../../src-shared/panel-contract.ts';
import { createSignal } from '../../src-shared/signal.ts';
import { type AnswerHistory, type GivenAnswer, listedAnswers, withAnswer } from './answer-history.ts';

export interface KeptAnswersOptions {
  /** The time of day, in milliseconds since 1970. */
  readonly nowEpochMs: () => number;
  /** Copies a text to the clipboard. May throw; returns a promise since Electron 44. */
  readonly writeText: (text: string) => Promise<void> | void;
  /** The followed clients, with their current names. */
  readonly clients: () => readonly Pick<ClientState, 'id' | 'name'>[];
  readonly log: (message: string) => void;
}

export type KeptAnswers = ReturnType<typeof createKeptAnswers>;

/** Create the history of the last answers, in memory only. It keeps nothing before `setKept(true)`. */
export function createKeptAnswers({ nowEpochMs, writeText, clients, log }: KeptAnswersOptions) {
  const change = createSignal();
  let isKept = false;
  let history: AnswerHistory = [];
  let notCopiedId: number | null = null;

  const setNotCopied = (id: number | null) => {
    if (id === notCopiedId) return;
    notCopiedId = id;
    change.emit();
  };

  /** Copy an answer to the clipboard. Rejects when the system refuses, or the answer is no longer kept. */
  const copy = async (id: number) => {
    const text = history.find((answer) => answer.id === id)?.text;
    if (text === undefined) throw new Error('no such answer');
    try {
      await writeText(text);
    } catch (error) {
      // Without message and cause: both might quote the answer, and Electron prints the errors of handlers.
      log(`answer not copied: ${error instanceof Error ? error.name : 'unknown reason'}`);
      setNotCopied(id);
      throw new Error('not copied');
    }
    setNotCopied(null);
  };

  return {
    /** Add an answer that has begun, or replace one that has grown. */
    take(answer: GivenAnswer): void {
      if (!isKept) return;
      history = withAnswer(history, { ...answer, atEpochMs: nowEpochMs() });
      change.emit();
    },
    /** Keep answers from now on, or forget them all. */
    setKept(next: boolean): void {
      if (next === isKept) return;
      isKept = next;
      history = [];
      notCopiedId = null;
      change.emit();
    },
    view(): AnswersView {
      const listed = listedAnswers(history);
      const followed = clients();
      const isOfSeveral = followed.length > 1 || listed.some(({ clientId }) => clientId !== followed[0]?.id);
      const nameOf = ({ clientId, clientName }: GivenAnswer) =>
        followed.find(({ id }) => id === clientId)?.name ?? clientName;
      return {
        isKept,
        answers: listed.map((answer) => ({
          id: answer.id,
          text: answer.text,
          atEpochMs: answer.atEpochMs,
          from: isOfSeveral ? nameOf(answer) : null,
        })),
        notCopiedId,
      };
    },
    copy,
    /** Copy the newest answer of all clients to the clipboard, if there is one. Rejects when the system refuses. */
    async copyNewest(): Promise<void> {
      const [newest] = history;
      if (newest !== undefined) await copy(newest.id);
    },
    /** `view()` has changed. */
    onChange: change.subscribe,
    /** Return whether answers are kept, and whether there is one. */
    availability(): 'off' | 'none' | 'some' {
      if (!isKept) return 'off';
      return history.length === 0 ? 'none' : 'some';
    },
  };
}
