// `npm test`: runs the tests and ends with the line "N passed, N failed". `npm run faults` runs the fault tests at full length.

import { type SerializedError, startVitest, type TestModule } from 'vitest/node';
import { TESTED_DESKTOPS } from '../test/lab/desktops.ts';
import { makeScratchFolder } from '../test/lab/scratch-folder.ts';
import { runCommand } from './command.ts';
import { COMMANDS } from './commands.mjs';
import { endOnSignal } from './end-on-signal.ts';
import { prepare } from './prepare.ts';
import { PROJECT_ROOT } from './project-root.ts';
import { LongestFirst } from './test-order.ts';
import { type Outcome, summarize } from './test-summary.ts';

/** Those that run when none is named. */
const USUAL_PROJECTS = ['unit', 'e2e'];
/** Installs packages, by `npm run package:check`. */
const INSTALL = 'install';
const PROJECTS = [...USUAL_PROJECTS, INSTALL];
const NO_TEST =
  'No test was found: give unit, e2e, or a part of the name of a file in test/. npm test -- --help says more.';

const finish = endOnSignal('The tests were ended.');
await runCommand(COMMANDS.test, async ({ operands }) => {
  process.exitCode = (await runTests(operands)) ? 0 : 1;
});
// A test that failed half-way may have left pending work.
finish();

/**
 * Run tests and end with the line "N passed, N failed".
 *
 * @param typed projects and parts of file names; none for all.
 * @returns whether none failed.
 */
async function runTests(typed: readonly string[]): Promise<boolean> {
  // For all files that the tests create, even if their worker is killed.
  process.env['TMPDIR'] = makeScratchFolder('test').path;
  const chosen = PROJECTS.filter((name) => typed.includes(name));
  const files = typed.filter((name) => !PROJECTS.includes(name));
  // The end-to-end tests start a desktop of their own, from programs that only Linux has.
  const possible = process.platform === 'linux' ? PROJECTS : ['unit'];
  const projects = possible.filter((name) => (chosen.length === 0 ? USUAL_PROJECTS : chosen).includes(name));
  const outcomes: Outcome[] = [];
  try {
    if (projects.includes('e2e')) await prepare({ virtualDesktop: true, examples: true, desktops: TESTED_DESKTOPS });
    if (projects.includes(INSTALL)) await prepare({ virtualDesktop: true, packaging: true });
    // Without a project, Vitest would run all of them.
    if (projects.length > 0) outcomes.push(...(await outcomesOf(projects, files)));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    outcomes.push({ name: 'the run itself', state: 'failed' });
  }
  if (!possible.includes('e2e')) outcomes.push({ name: 'end-to-end tests', state: 'skipped', note: 'they need Linux' });
  process.stdout.write(`\n${summarize(outcomes).join('\n')}\n`);
  return outcomes.every((outcome) => outcome.state !== 'failed');
}

async function outcomesOf(projects: string[], files: string[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const vitest = await startVitest(files, {
    root: PROJECT_ROOT,
    config: 'vite.config.ts',
    // Those that run beside others, and those that don't.
    project: projects.flatMap((name) => (name === 'e2e' ? [name, 'e2e-alone'] : name)),
    watch: false,
    sequence: { sequencer: LongestFirst },
    reporters: ['default', { onTestRunEnd: (modules, errors) => void outcomes.push(...collect(modules, errors)) }],
  });
  await vitest.close();
  if (outcomes.length === 0) throw new Error(NO_TEST);
  return outcomes;
}

function collect(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  for (const module of modules) {
    const tests = [...module.children.allTests()];
    for (const test of tests) {
      const result = test.result();
      const note = result.state === 'skipped' ? result.note : undefined;
      // A test that never ran has not passed.
      const state = result.state === 'pending' ? 'failed' : result.state;
      outcomes.push({ name: test.fullName, state, note, isFlaky: state === 'passed' && test.diagnostic()?.flaky });
    }
    const testFailed = tests.some((test) => test.result().state === 'failed');
    if (!module.ok() && !testFailed) outcomes.push({ name: module.relativeModuleId, state: 'failed' });
  }
  for (const error of unhandledErrors) outcomes.push({ name: error.message, state: 'failed' });
  return outcomes;
}
