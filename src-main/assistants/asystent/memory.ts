import type { Link, Report } from '../assistant.ts';
import type { Status } from './protocol-status.ts';

/** Everything that the reading of the next status depends on. */
export interface Memory {
  /** The last status, also from before an absence; null before the first. */
  readonly status: Status | null;
  /** The transport that brought it; null once that link is lost. */
  readonly transport: Link['transport'] | null;
  /** The client's last line that said anything; empty when none is known. */
  readonly line: string;
  /** The last report; null before the first, and while the client is absent. */
  readonly report: Report | null;
  /** After an answer without a voice, `is_listening` stays up and means nothing until it has been down. */
  readonly isListeningLeftUp: boolean;
  /** When the current turn last left `speaking` (monotonic clock). */
  readonly speechEndedAtMs: number;
  /** When the last notice began (monotonic clock). */
  readonly noticeBegunAtMs: number;
  /** Its time was over once. The same line is then another notice. */
  readonly isNoticeOver: boolean;
  /** The last number given to a turn, and to a notice. */
  readonly lastTurn: number;
  readonly lastNotice: number;
}

/** Nothing is known of the client. */
export const NO_MEMORY: Memory = {
  status: null,
  transport: null,
  line: '',
  report: null,
  isListeningLeftUp: false,
  speechEndedAtMs: Number.NEGATIVE_INFINITY,
  noticeBegunAtMs: Number.NEGATIVE_INFINITY,
  isNoticeOver: true,
  lastTurn: 0,
  lastNotice: 0,
};
