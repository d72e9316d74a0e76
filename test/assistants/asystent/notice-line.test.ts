import { describe, expect, it, test } from 'vitest';
import { noticeOf } from '../../../src-main/assistants/asystent/notice-line.ts';

describe('a notice by its line', () => {
  test.each([
    ['Notification: Spotkanie za 5 minut: Pokój 12...', 'notification', 'Spotkanie za 5 minut: Pokój 12…'],
    ['notification: Tea is ready', 'notification', 'Tea is ready'],
    ['Notification: ...', 'notification', '…'],
    ['Notification:', 'notification', ''],
    ['Notification', 'notification', ''],
    ['Daily Briefing', 'briefing', ''],
    ['STARTUP BRIEFING', 'briefing', ''],
    ['Daily Briefing: three meetings', 'briefing', 'three meetings'],
    ['Day Summary: środa', 'day-summary', 'środa'],
    ['Summary: maile', 'summary', 'maile'],
  ])('"%s" is a %s about "%s"', (line, kind, text) => {
    expect(noticeOf(line)).toEqual({ kind, text });
  });

  test.each(['Day Summary: day_summary', 'Summary: week_summary'])(
    '"%s" keeps the client’s own name to itself',
    (line) => {
      expect(noticeOf(line)?.text).toBe('');
    },
  );

  it.each([
    'Ready - Briefing skipped',
    'Notifications are off',
    'Summary of the day',
    'Daily Briefing failed',
    'Ready',
    '',
  ])('"%s" is none', (line) => {
    expect(noticeOf(line)).toBeNull();
  });
});
