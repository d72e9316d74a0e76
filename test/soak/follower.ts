import type { Format } from '../../src-main/control-socket/verbs.ts';
import { startCtl } from '../lab/ctl.ts';

/** A program that follows the overlay, as a bar does, and what it has printed. */
export interface Follower {
  readonly format: Format;
  /** How many lines it has printed. */
  lines(): number;
  characters(): number;
  /** Its last whole line; empty before the first. */
  last(): string;
  /** Stop it, so that it reads no more, and let it go on. */
  suspend(): void;
  resume(): void;
  kill(): void;
  /** Its exit code, once it has ended; null: by a signal. */
  readonly ended: Promise<number | null>;
}

/** Let a program follow the overlay of a profile: the verb `follow`. */
export function startFollower(profile: string, format: Format): Follower {
  const options = format === 'text' ? [] : [`--${format}`];
  const child = startCtl(profile, ['follow', ...options], ['ignore', 'pipe', 'inherit']);
  const tally = tallyLines();
  child.stdout?.setEncoding('utf8').on('data', (data) => tally.take(String(data)));
  return {
    format,
    ...tally,
    suspend: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    kill: () => void child.kill('SIGKILL'),
    ended: new Promise((resolve) => child.once('close', resolve)),
  };
}

/** Count lines as they come in pieces, and keep only the last. */
export function tallyLines() {
  let [lines, characters] = [0, 0];
  let [last, rest] = ['', ''];
  return {
    take(piece: string): void {
      const parts = `${rest}${piece}`.split('\n');
      rest = parts.pop() ?? '';
      last = parts.at(-1) ?? last;
      lines += parts.length;
      characters += piece.length;
    },
    lines: () => lines,
    characters: () => characters,
    last: () => last,
  };
}
