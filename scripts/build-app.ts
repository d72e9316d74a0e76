import { execFile } from 'node:child_process';
import { promisify, stripVTControlCharacters } from 'node:util';
import { PROJECT_ROOT } from './project-root.ts';

/**
 * Builds main, preload and renderer into out/, quietly.
 *
 * @throws with the build's output when it fails.
 */
export async function buildApp(): Promise<void> {
  // A build of its own process: the test runner's NODE_ENV=test would give React's development build.
  const { NODE_ENV: _, ...env } = process.env;
  try {
    await promisify(execFile)(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--app'], {
      cwd: PROJECT_ROOT,
      env,
    });
  } catch (error) {
    const output = error instanceof Error && 'stderr' in error ? stripVTControlCharacters(String(error.stderr)) : '';
    throw new Error(`the build failed\n${output}`, { cause: error });
  }
}
