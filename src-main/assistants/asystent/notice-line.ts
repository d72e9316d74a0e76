import type { Notice, NoticeKind } from '../../../src-shared/overlay-state.ts';

/** A notice's line: its name, and after a colon its subject. */
const NOTICE_LINE = /^(notification|daily briefing|startup briefing|day summary|summary)(?:\s*:(.*))?$/is;

const KINDS: Readonly<Record<string, NoticeKind>> = {
  notification: 'notification',
  'daily briefing': 'briefing',
  'startup briefing': 'briefing',
  'day summary': 'day-summary',
  summary: 'summary',
};

/** One of the client's internal names, such as `day_summary`, which means nothing to people. */
const INTERNAL_NAME = /^[a-z\d]+(_[a-z\d]+)+$/i;

/** The client ends every subject with dots, also one that it did not have to cut. */
const CUT = /\s*\.{3}$/;

/** Return the notice that the client's line announces; null for any other line. Pure. */
export function noticeOf(line: string): Notice | null {
  const [, name = '', content = ''] = NOTICE_LINE.exec(line.trim()) ?? [];
  const kind = KINDS[name.toLowerCase()];
  if (kind === undefined) return null;
  const text = content.trim();
  return { kind, text: INTERNAL_NAME.test(text) ? '' : text.replace(CUT, '…') };
}
