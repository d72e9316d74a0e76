import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A temporary folder. */
export interface ScratchFolder {
  readonly path: string;
  /** Delete it with its contents. */
  remove(): void;
}

/** Create a temporary folder, which is deleted when this process exits at the latest. */
export function makeScratchFolder(name: string): ScratchFolder {
  const path = mkdtempSync(join(tmpdir(), `asystent-${name}-`));
  const remove = () => {
    process.off('exit', remove);
    // Programs that are ending may still write into it.
    rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', remove);
  return { path, remove };
}
