import { type ChildProcess, execFile, type StdioOptions, spawn } from 'node:child_process';
import { join } from 'node:path';
import { packagedNode } from '../../scripts/install/packages.mjs';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';

const NODE = packagedNode(PROJECT_ROOT) ?? process.execPath;
const CTL = join(PROJECT_ROOT, 'scripts/ctl.ts');

/** How a verb has ended. */
export interface FinishedVerb {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Ask an overlay with a verb from another program, as `npm run ctl` does.
 * @throws when it has not ended in time, or could not be started.
 */
export function ctl(profile: string, args: readonly string[], limitMs = 0): Promise<FinishedVerb> {
  return new Promise((resolve, reject) => {
    execFile(NODE, [CTL, ...args], { env: environmentOf(profile), timeout: limitMs }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === 'number') resolve({ code, stdout, stderr });
      else if (error?.killed === true) reject(new Error(`"${args.join(' ')}" has not ended within ${limitMs} ms`));
      else reject(error);
    });
  });
}

/** Start a verb that stays. The kernel kills it when this process dies, even if it is stopped then. */
export function startCtl(profile: string, args: readonly string[], stdio: StdioOptions): ChildProcess {
  return spawn('setpriv', ['--pdeathsig', 'KILL', NODE, CTL, ...args], { env: environmentOf(profile), stdio });
}

function environmentOf(profile: string): NodeJS.ProcessEnv {
  return { ...process.env, ASYSTENT_PROFILE_DIR: profile };
}
