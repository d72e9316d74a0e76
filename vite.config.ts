import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Rolldown } from 'vite';
import { defineConfig } from 'vitest/config';
import { runtimeLicences } from './scripts/package/licences.ts';
import { PAGES } from './src-shared/pages.ts';

const at = (path: string) => resolve(import.meta.dirname, path);

/** What the runtime itself provides, and what others use if it is there and we do not ship: speed-ups of `ws`, colours of a log. */
const provided = [
  'electron',
  'bufferutil',
  'utf-8-validate',
  'supports-color',
  ...builtinModules,
  ...builtinModules.map((name) => `node:${name}`),
];

/** The oldest runtime that the app supports is Electron 33: Node 20.18, Chromium 130. */
const NODE_TARGET = 'node20.18';
const CHROMIUM_TARGET = 'chrome130';

/**
 * V8 keeps the text of every script that runs, with two bytes for each of its characters if one of them is beyond Latin-1, such
 * as the arrows in our comments.
 */
const SMALL_TEXT = { charset: 'ascii' as const, comments: { jsdoc: false } };

/** What a verb of the command line needs, which loads nothing else but what it has in common with the start. */
const OF_VERBS = /src-main\/control-socket\//;
const OF_VERBS_AND_START = /src-shared\/(commands|overlay-state)\.ts|node_modules\/valibot\//;

/** What the start loads before the rest of the app: what tells of a fault, and then what the bubble's page needs to begin. */
const LOADED_FIRST = [
  { chunk: 'guard', entries: ['runtime/texts', 'runtime/failure', 'runtime/chromium-switches', 'start/revive'] },
  { chunk: 'opening', entries: ['begin'] },
];

/** What only those kinds of assistants share that are loaded when one is followed. The start must not load it. */
const OF_KINDS = /src-main.assistants.(link-state|socket-link|reduced-assistant)\.ts$/;

/** Return a function that names the chunk of LOADED_FIRST to which a module belongs, because one of its entries imports it. */
function firstChunk(): Rolldown.CodeSplittingNameFunction {
  const chunks = new Map<string, string>();
  const add = (id: string, chunk: string, importsOf: (id: string) => readonly string[]): void => {
    if (chunks.has(id)) return;
    chunks.set(id, chunk);
    for (const imported of importsOf(id)) add(imported, chunk, importsOf);
  };
  return (id, graph) => {
    if (chunks.size === 0) {
      for (const { chunk, entries } of LOADED_FIRST)
        for (const entry of entries)
          add(at(`src-main/${entry}.ts`), chunk, (each) => graph.getModuleInfo(each)?.importedIds ?? []);
    }
    return chunks.get(id) ?? null;
  };
}

/** One build environment for code that runs in Node: everything bundled, so that the package needs no node_modules. */
const nodeBuild = (input: string, outDir: string, format: 'es' | 'cjs', emptyOutDir = true) => ({
  consumer: 'server' as const,
  resolve: {
    noExternal: true as const,
    conditions: ['node', 'import', 'module', 'default'],
    // Node's streams as a package: a third of what MQTT.js would bring.
    alias: { 'readable-stream': 'node:stream' },
  },
  build: {
    outDir: at(outDir),
    emptyOutDir,
    target: NODE_TARGET,
    minify: false,
    copyPublicDir: false,
    rolldownOptions: {
      input: at(input),
      external: provided,
      output: {
        ...SMALL_TEXT,
        format,
        entryFileNames: `[name].${format === 'cjs' ? 'cjs' : 'js'}`,
        chunkFileNames: '[name].js',
        // Named here, because the bundler would call a chunk after any of its modules.
        codeSplitting: {
          groups: [
            { name: 'base', test: OF_VERBS_AND_START, priority: 4 },
            { name: firstChunk(), priority: 3 },
            { name: 'verbs', test: OF_VERBS, priority: 2 },
            { name: 'shared', minShareCount: 2, test: (id: string) => !OF_KINDS.test(id), priority: 1 },
            { name: 'kinds', test: OF_KINDS },
          ],
        },
      },
    },
  },
});

/** The files of end-to-end tests that no other may run beside. */
export const END_TO_END_ALONE = [
  // They build into out/, from which the others start the overlay.
  ...['package', 'start'],
  // They take the ports where the overlay looks for assistants.
  ...['first-run', 'kinds'],
].map((name) => `test/e2e/${name}.test.ts`);

const OF_END_TO_END = {
  globalSetup: ['test/e2e/global-setup.ts'],
  setupFiles: ['test/own-texts.ts'],
  testTimeout: 60_000,
  // A machine that is busy for a moment must not turn an hour of work away; the run names what passed late.
  retry: process.env['CI'] === 'true' ? 1 : 0,
  hookTimeout: 60_000,
};

export default defineConfig({
  root: at('src-renderer'),
  plugins: [react()],
  environments: {
    main: nodeBuild('src-main/main.ts', 'out/main', 'es'),
    preload: nodeBuild('src-preload/preload.ts', 'out/preload', 'cjs'),
    // On its own, because a sandboxed preload script can't load a chunk that some of them would share.
    panelPreload: nodeBuild('src-preload/panel-preload.ts', 'out/preload', 'cjs', false),
    settingsPreload: nodeBuild('src-preload/settings-preload.ts', 'out/preload', 'cjs', false),
    diagnosticsPreload: nodeBuild('src-preload/diagnostics-preload.ts', 'out/preload', 'cjs', false),
    client: {
      // For the settings page; licences.d.ts declares it.
      define: { BUNDLED_LICENCES: JSON.stringify(runtimeLicences(import.meta.dirname)) },
      build: {
        outDir: at('out/renderer'),
        emptyOutDir: true,
        target: CHROMIUM_TARGET,
        modulePreload: { polyfill: false },
        assetsInlineLimit: 0,
        rolldownOptions: {
          input: PAGES.map((page) => at(`src-renderer/${page}.html`)),
          // One file for what pages share, because each file costs the start a question to the main process.
          output: { ...SMALL_TEXT, codeSplitting: { groups: [{ name: 'shared', minShareCount: 2 }] } },
        },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      for (const environment of Object.values(builder.environments)) {
        if (environment.name !== 'ssr') await builder.build(environment);
      }
    },
  },
  test: {
    root: at('.'),
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/install/**'],
          setupFiles: ['test/own-texts.ts'],
          // By default, Vitest leaves one of the processors to itself.
          maxWorkers: '100%',
          // Concurrent tests mostly wait, for what somebody does not answer.
          maxConcurrency: 20,
          // A property over thousands of random cases takes a second, and ten on a machine that does other work.
          testTimeout: 30_000,
          // Before the end-to-end tests: beside them, each would take the processor from the other.
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...OF_END_TO_END,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: END_TO_END_ALONE,
          // They mostly wait, for what moves or lingers.
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...OF_END_TO_END,
          name: 'e2e-alone',
          include: END_TO_END_ALONE,
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          name: 'install',
          include: ['test/install/**/*.test.ts'],
          sequence: { groupOrder: 4 },
          // Each test begins with what the one before has installed.
          bail: 1,
        },
      },
    ],
  },
});
