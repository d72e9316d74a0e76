const CHANGES = [
  { phase: 'listening', patch: { status: 'Listening...', wake_word_detected: true, is_listening: true } },
  { phase: 'thinking', patch: { status: 'Processing...', wake_word_detected: true, is_listening: true } },
] as const;

/** Return one of the client's changes that alternate between two phases. @param count how many came before. */
export function phaseChange(count: number): (typeof CHANGES)[number] {
  return CHANGES[count % 2 === 0 ? 0 : 1];
}
