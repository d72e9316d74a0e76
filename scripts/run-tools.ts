import { runFile } from './run-file.mjs';

/** A tool of node_modules: its script there, and its arguments. */
export type Tool = readonly [script: string, ...args: readonly string[]];

/** Run tools one after the other, until one fails. The exit code is that of the last one that ran. */
export async function runTools(...tools: readonly Tool[]): Promise<void> {
  for (const [script, ...args] of tools) {
    const code = await runFile(process.execPath, `node_modules/${script}`, args);
    process.exitCode = code;
    if (code !== 0) return;
  }
}
