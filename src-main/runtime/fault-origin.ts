/** Frames of the runtime itself, such as `at TCP.onStreamRead (node:internal/stream_base_commons:218:20)`. */
const RUNTIME_FRAME = /^\s*at (?:.* \()?node:/;

/**
 * Whether code of ours was interrupted by an exception, whose work may then be half done. Pure.
 * @param error what was thrown; something without a stack may come from anywhere.
 */
export function interruptsOurCode(error: unknown): boolean {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frames = stack.split('\n').filter((line) => /^\s*at /.test(line));
  return frames.length === 0 || frames.some((line) => !RUNTIME_FRAME.test(line));
}
