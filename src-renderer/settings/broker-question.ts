import type { BrokerAnswer } from '../../src-shared/adding-contract.ts';
import type { Told } from './finding-text.ts';

/** The question which assistants are at a broker. */
export interface BrokerQuestion {
  readonly address: string;
  readonly answer: Told<BrokerAnswer> | 'asking';
}

/** Return the question once there is an answer. It counts only if nothing else was asked or typed meanwhile. */
export function answered(
  question: BrokerQuestion | null,
  address: string,
  answer: Told<BrokerAnswer>,
): BrokerQuestion | null {
  return question?.address === address ? { address, answer } : question;
}
