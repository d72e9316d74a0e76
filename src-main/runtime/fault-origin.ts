/** Frames of the runtime itself, such as `at TCP.onStreamRead (node:internal/stream_base_commons:218:20)`. */
const RUNTIME_FRAME = /^\s*at (?:.* \()?node:/;

/**
 * Whether an exception interrupted code of ours, whose work may then be half done. Pure.
 * @param error anything thrown; without a stack it may come from anywhere.
 */
export function interruptsOurCode(error: unknown): boolean {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frames = stack.split('\n').filter((line) => /^\s*at /.test(line));
  return frames.length === 0 || frames.some((line) => !RUNTIME_FRAME.test(line));
}
