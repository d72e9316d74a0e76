import type { Notice, NoticeKind } from '../../src-shared/overlay-state.ts';

/** The lines of a notice: its name, and after a colon what it is about. */
const NOTICE_LINE = /^(notification|daily briefing|startup briefing|day summary|summary)(?:\s*:(.*))?$/is;

const KINDS: Readonly<Record<string, NoticeKind>> = {
  notification: 'notification',
  'daily briefing': 'briefing',
  'startup briefing': 'briefing',
  'day summary': 'day-summary',
  summary: 'summary',
};

/** A name that the client has for itself, such as `day_summary`, and that tells people nothing. */
const INTERNAL_NAME = /^[a-z\d]+(_[a-z\d]+)+$/i;

/** The dots with which the client cuts what it presents, and ends it when it was short enough, too. */
const CUT = /\s*\.{3}$/;

/** The notice that a client's line stands for; null when it is another line. Pure. */
export function noticeOf(line: string): Notice | null {
  const [, name = '', content = ''] = NOTICE_LINE.exec(line.trim()) ?? [];
  const kind = KINDS[name.toLowerCase()];
  if (kind === undefined) return null;
  const text = content.trim();
  return { kind, text: INTERNAL_NAME.test(text) ? '' : text.replace(CUT, '…') };
}
