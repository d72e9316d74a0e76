import { readFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { askOverlay, followOverlay } from './socket-client.ts';
import type { ControlAnswer, ControlRequest } from './socket-contract.ts';
import { socketOf } from './socket-path.ts';
import { EXIT, type Format, formatStatus, readCall, refusalLine, type Verb, VerbError, verbHelp } from './verbs.ts';

const STANDARD_INPUT = 0;

export interface VerbRun {
  readonly verb: Verb;
  /** What follows the verb. */
  readonly args: readonly string[];
  /** The profile's name; null: the default one. */
  readonly profile: string | null;
  /** ASYSTENT_PROFILE_DIR; null: it is not set. */
  readonly profileDir: string | null;
  /** How the user calls it, for the help. */
  readonly command: string;
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
}

/** Ask the running overlay. @returns the exit code. */
export async function runVerb({ verb, args, command, print, printError, ...profile }: VerbRun): Promise<number> {
  try {
    const input = args.includes('-') ? readFileSync(STANDARD_INPUT, 'utf8') : null;
    const { request, format } = readCall(verb, args, input);
    if (request === null) {
      print(verbHelp(verb, command));
      return 0;
    }
    const path = socketHere(profile).path;
    return request.verb === 'follow'
      ? await follow(path, format, print, printError)
      : await ask(path, request, format, print, printError);
  } catch (error) {
    if (!(error instanceof VerbError)) throw error;
    printError(`asystent-overlay: ${error.message}\n\n${verbHelp(verb, command)}`);
    return EXIT.usage;
  }
}

/** Return where this user's overlay of a profile listens. */
export function socketHere({ profile, profileDir }: Pick<VerbRun, 'profile' | 'profileDir'>) {
  const { uid, username } = userInfo();
  return socketOf({
    platform: process.platform,
    profile,
    profileDir,
    runtimeDir: process.env['XDG_RUNTIME_DIR'] || null,
    temporaryDir: tmpdir(),
    user: uid === -1 ? username : String(uid),
  });
}

type Print = VerbRun['print'];

async function ask(
  path: string,
  request: ControlRequest,
  format: Format,
  print: Print,
  printError: Print,
): Promise<number> {
  const asked = await askOverlay(path, request);
  switch (asked.kind) {
    case 'absent':
      return absent(printError);
    case 'silent':
      printError('asystent-overlay: the overlay does not answer\n');
      return EXIT.refused;
    case 'answered':
      return tell(asked.answer, format, print, printError);
  }
}

async function follow(path: string, format: Format, print: Print, printError: Print): Promise<number> {
  const wasThere = await followOverlay(path, (answer) => tell(answer, format, print, printError));
  return wasThere ? 0 : absent(printError);
}

function tell(answer: ControlAnswer, format: Format, print: Print, printError: Print): number {
  if (!answer.ok) {
    printError(`asystent-overlay: ${refusalLine(answer.code)}\n`);
    return EXIT.refused;
  }
  if (answer.status !== undefined) print(`${formatStatus(answer.status, format)}\n`);
  return 0;
}

function absent(printError: Print): number {
  printError('asystent-overlay: the overlay does not run\n');
  return EXIT.absent;
}
