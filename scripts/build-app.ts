import { execFile } from 'node:child_process';
import { promisify, stripVTControlCharacters } from 'node:util';
import { PROJECT_ROOT } from './project-root.ts';

/**
 * Build main, preload and renderer into out/, quietly.
 *
 * @throws with the build's output if it fails.
 */
export async function buildApp(): Promise<void> {
  // In a process of its own: the test runner's NODE_ENV=test would select React's development build.
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
