import { type ChildProcess, fork } from 'node:child_process';
import * as v from 'valibot';

/** A process of the benchmark that answers questions, one at a time. */
export interface Forked {
  readonly pid: number;
  /** Wait for its next message. @throws when that does not match, or when it ends. */
  next<Answer>(schema: v.GenericSchema<unknown, Answer>): Promise<Answer>;
  /** Send a question, and wait for its answer. @throws as `next` does. */
  ask<Answer>(question: string, schema: v.GenericSchema<unknown, Answer>): Promise<Answer>;
  tell(order: string): void;
  kill(): void;
}

/** Run a file as a process, which should end when this one does: it gets `disconnect`. */
export function forkFile(file: string, args: readonly (string | number)[]): Forked {
  const child = fork(file, args.map(String));
  const next = <Answer>(schema: v.GenericSchema<unknown, Answer>) => answerOf(child, schema);
  return {
    pid: child.pid ?? -1,
    next,
    ask(question, schema) {
      const answer = next(schema);
      child.send(question);
      return answer;
    },
    tell: (order) => void child.send(order),
    kill: () => void child.kill('SIGKILL'),
  };
}

function answerOf<Answer>(child: ChildProcess, schema: v.GenericSchema<unknown, Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`a process of the benchmark ended with ${code}`));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      const parsed = v.safeParse(schema, message);
      if (parsed.success) resolve(parsed.output);
      else reject(new Error(`unexpected: ${JSON.stringify(message).slice(0, 200)}`));
    });
  });
}
