import { join } from 'node:path';
import { createBuilder } from 'vite';
import { PROJECT_ROOT } from '../project-root.ts';
import { createRounds, type Renewal } from './rounds.ts';

/** A change of several parts reaches their builders one after the other. */
const COLLECT_MS = 150;

/**
 * Build the app into out/ whenever a source changes. Vite reports errors to the terminal.
 *
 * @param onBuilt called with the update that a running overlay needs, once all parts are built.
 * @returns a function that ends this.
 */
export async function watchBuilds(onBuilt: (renewal: Renewal) => void): Promise<() => Promise<void>> {
  const builder = await createBuilder({
    configFile: join(PROJECT_ROOT, 'vite.config.ts'),
    logLevel: 'warn',
    // Inline, where a debugger finds them however the page or the script was loaded.
    build: { watch: {}, minify: false, sourcemap: 'inline' },
    // The preload scripts are in one folder: the build of the first must not delete those of the others.
    environments: { preload: { build: { emptyOutDir: false } } },
  });
  const parts = Object.values(builder.environments).filter(({ name }) => name !== 'ssr');
  const rounds = createRounds(parts.map(({ name }) => name));
  let pending: NodeJS.Timeout | undefined;
  const endings: (() => Promise<void>)[] = [];
  for (const part of parts) {
    const watcher = await builder.build(part);
    if (!('on' in watcher)) throw new Error(`Vite built ${part.name} without watching it`);
    watcher.on('event', (event) => {
      rounds.note(part.name, event.code);
      clearTimeout(pending);
      pending = setTimeout(() => {
        const renewal = rounds.take();
        if (renewal !== null) onBuilt(renewal);
      }, COLLECT_MS);
    });
    endings.push(() => watcher.close());
  }
  return async () => {
    clearTimeout(pending);
    await Promise.all(endings.map((end) => end()));
  };
}
