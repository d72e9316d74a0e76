import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { systemClock } from '../../src-main/runtime/clock.ts';

const DAY_MS = 86_400_000;
const ROOT = join(import.meta.dirname, '../..');

/**
 * Where the time of day belongs: the names of files that are kept aside, the pause until a time of day, the times of
 * what the diagnostics list and of answers, since when an assistant has stood as it does, until when certificates are
 * valid, and when updates were last looked for.
 */
const TIME_OF_DAY = [
  'src-main/app.ts',
  'src-main/clients/setup-clients.ts',
  'src-main/assistants/pinned-tls.ts',
  'src-main/diagnostics/report.ts',
  'src-main/diagnostics/setup-diagnostics.ts',
  'src-main/open-profile.ts',
  'src-main/overlay/presenting.ts',
  'src-main/runtime/log.ts',
  'packages/check-client/src/endpoint.ts',
  'packages/client/src/secure-state.ts',
  'src-main/tray/carry-out.ts',
  'src-main/updates/setup-updates.ts',
  'src-renderer/settings/clients-section.tsx',
  'src-renderer/settings/standing.tsx',
];

it('the clock of all deadlines stays when the time of day is set back and forward by a day [REL-CLOCK-SET]', () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const before = systemClock.nowMs();
  for (const shiftMs of [DAY_MS, -DAY_MS]) {
    vi.setSystemTime(Date.now() + shiftMs);
    const passed = systemClock.nowMs() - before;
    expect(passed).toBeGreaterThanOrEqual(0);
    expect(passed).toBeLessThan(10_000);
  }
});

it('nothing else asks for the time of day [REL-CLOCK-SET]', () => {
  const files = globSync('{src-*,packages/*/src}/**/*.{ts,tsx}', { cwd: ROOT }).map((file) =>
    file.replaceAll('\\', '/'),
  );
  const asking = files.filter((file) =>
    /\bDate\.now\b|\bnew Date\b|\bDate\(/.test(readFileSync(join(ROOT, file), 'utf8')),
  );
  expect(asking.toSorted()).toEqual(TIME_OF_DAY.toSorted());
});
