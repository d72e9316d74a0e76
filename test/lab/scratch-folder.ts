import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A temporary folder. */
export interface ScratchFolder {
  readonly path: string;
  /** Deletes it with all that is in it. */
  remove(): void;
}

/** Makes a temporary folder, which is gone at the latest when this process exits. */
export function makeScratchFolder(name: string): ScratchFolder {
  const path = mkdtempSync(join(tmpdir(), `asystent-${name}-`));
  const remove = () => {
    process.off('exit', remove);
    // Programs that are just ending may still be writing into it.
    rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', remove);
  return { path, remove };
}
