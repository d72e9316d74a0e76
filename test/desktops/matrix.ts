/** The matrix of desktops and rows: run on one desktop after the other. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { newerXwaylandVersion } from '../../scripts/install/newer-xwayland.ts';
import type { Desktop } from '../lab/desktop.ts';
import { type DesktopKind, type DesktopName, desktopKind, needsNewerXwayland } from '../lab/desktops.ts';
import { startDesktop } from '../lab/start-desktop.ts';
import { NotApplicable, type Row } from './row.ts';
import { openStage, resetStage, type Stage } from './stage.ts';
import type { Column, Verdict } from './table.ts';

/** A column as it is seen, without when and with what. */
export type Seen = Omit<Column, 'date' | 'electron'>;

/** Try rows on a desktop. @param onVerdict called with each verdict at once. */
export async function tryDesktop(
  name: DesktopName,
  rows: readonly Row[],
  electron: string,
  onVerdict: (row: Row, verdict: Verdict) => void,
): Promise<Seen> {
  const kind = desktopKind(name);
  const newer = needsNewerXwayland(name) ? { Xwayland: await newerXwaylandVersion() } : {};
  const versions = { ...(await versionsOf(kind.programs)), ...newer };
  const verdicts: Record<string, Verdict> = {};
  let stage: OpenStage | null = null;
  try {
    for (const row of rows) {
      stage ??= await openStageOn(name, electron);
      const verdict = await tryRow(row, stage.stage);
      verdicts[row.name] = verdict;
      onVerdict(row, verdict);
      // What a failed row leaves behind must not fail the next one.
      if (row.breaks || verdict.mark === '✗' || verdict.mark === '◐') {
        await stage.close();
        stage = null;
      }
    }
  } catch (error) {
    return { title: kind.title, versions, verdicts, problem: firstLine(error) };
  } finally {
    await stage?.close();
  }
  return { title: kind.title, versions, verdicts, problem: null };
}

export interface OpenStage {
  readonly stage: Stage;
  close(): Promise<void>;
}

/** Start a desktop with a stage on it. */
export async function openStageOn(name: DesktopName, electron: string): Promise<OpenStage> {
  const desktop: Desktop = await startDesktop(name);
  try {
    const stage = await openStage(name, desktop, electron);
    return {
      stage,
      async close() {
        await stage.close();
        await desktop.stop();
      },
    };
  } catch (error) {
    await desktop.stop();
    throw error;
  }
}

/** Try a row on a stage, in whatever state the row before has left it. */
export async function tryRow(row: Row, stage: Stage): Promise<Verdict> {
  try {
    await resetStage(stage);
    await row.check(stage);
    return { mark: '✓', reason: '' };
  } catch (error) {
    if (error instanceof NotApplicable) return { mark: '–', reason: firstLine(error) };
    const { limit } = row;
    if (limit === undefined || !(await limit.applies(stage))) return { mark: '✗', reason: firstLine(error) };
    return { mark: '◐', reason: `[${limit.text}](${limit.link})` };
  }
}

function firstLine(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line;
}

/** Return the versions of programs, as Debian's packages have them; those of other programs are left out. */
async function versionsOf(programs: DesktopKind['programs']): Promise<Readonly<Record<string, string>>> {
  const versions: Record<string, string> = {};
  for (const [program, [name = '']] of Object.entries(programs)) {
    const { stdout } = await promisify(execFile)('dpkg-query', ['--show', name]).catch(() => ({ stdout: '' }));
    // The line has the name first; the version is without Debian's epoch and revision here.
    const version = /\t(?:\d+:)?(\d+(?:\.\d+)*)/.exec(stdout)?.[1];
    if (version !== undefined) versions[program] = version;
  }
  return versions;
}
