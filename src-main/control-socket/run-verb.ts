import { tmpdir, userInfo } from 'node:os';
import { TYPED_TEXT_MAX_LENGTH } from '../../src-shared/commands.ts';
import { answerFrames } from './answer-frames.ts';
import { hookRequests } from './hook.ts';
import { askOverlay, followOverlay, visitOverlay } from './socket-client.ts';
import type { ControlAnswer, ControlRequest } from './socket-contract.ts';
import { socketOf } from './socket-path.ts';
import {
  EXIT,
  type Format,
  formatStatus,
  readCall,
  refusalLine,
  sendRequest,
  type Verb,
  VerbError,
  verbHelp,
} from './verbs.ts';

export interface VerbRun {
  readonly verb: Verb;
  /** The arguments after the verb. */
  readonly args: readonly string[];
  /** The profile's name; null: the default one. */
  readonly profile: string | null;
  /** ASYSTENT_PROFILE_DIR; null: it is not set. */
  readonly profileDir: string | null;
  /** How the user calls it, for the help. */
  readonly command: string;
  /** Return the standard input, as text. */
  readonly input: () => AsyncIterable<string>;
  /** Throw EPIPE where nobody reads any more. */
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
}

/** Ask the running overlay. @returns the exit code. */
export async function runVerb(run: VerbRun): Promise<number> {
  try {
    return await carryOut(run);
  } catch (error) {
    // `follow | head -1` has its line, and a bar that has ended needs none.
    if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return 0;
    throw error;
  }
}

async function carryOut({ verb, args, command, input, print, printError, ...profile }: VerbRun): Promise<number> {
  try {
    const call = readCall(verb, args);
    const path = () => socketHere(profile).path;
    switch (call.kind) {
      case 'help':
        print(verbHelp(verb, command));
        return 0;
      case 'ask':
        return call.request.verb === 'follow'
          ? await follow(path(), call.format, print, printError)
          : await ask(path(), call.request, call.format, print, printError);
      case 'send-input':
        return await ask(path(), sendRequest(await sentText(input())), 'text', print, printError);
      case 'answer':
        return await giveAnswer(path(), call.name, call.text === null ? input() : [call.text], printError);
      case 'hook':
        return await runHook(path(), call.body ?? (await textOf(input())), call.name, printError);
    }
  } catch (error) {
    if (!(error instanceof VerbError)) throw error;
    printError(`asystent-overlay: ${error.message}\n\n${verbHelp(verb, command)}`);
    return verb === 'hook' ? EXIT.refused : EXIT.usage;
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
      return silent(printError);
    case 'answered':
      return tell(asked.answer, format, print, printError);
  }
}

async function follow(path: string, format: Format, print: Print, printError: Print): Promise<number> {
  let code: number | null = null;
  const wasThere = await followOverlay(path, (answer) => {
    code = tell(answer, format, print, printError);
  });
  return wasThere ? (code ?? silent(printError)) : absent(printError);
}

async function giveAnswer(
  path: string,
  name: string | null,
  pieces: AsyncIterable<string> | Iterable<string>,
  printError: Print,
): Promise<number> {
  const visited = await visitOverlay(path, answerFrames(name, pieces));
  switch (visited.kind) {
    case 'absent':
      return absent(printError);
    case 'refused':
      printError(`asystent-overlay: ${refusalLine(visited.code)}\n`);
      return EXIT.refused;
    case 'cut':
      printError('asystent-overlay: the overlay has ended\n');
      return EXIT.absent;
    case 'done':
      return 0;
  }
}

/** Whatever is wrong here must not stop the agent. */
async function runHook(path: string, body: string, name: string | null, printError: Print): Promise<number> {
  const requests = hookRequests(body, name);
  if (requests === null) {
    printError('asystent-overlay: this is not what a hook gets\n');
    return EXIT.refused;
  }
  for (const request of requests) await askOverlay(path, request);
  return 0;
}

/** Read what is to be sent, until it is longer than can be: the input may have no end. */
async function sentText(input: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of input) {
    text = `${text}${piece}`.trimStart();
    if (text.trimEnd().length > TYPED_TEXT_MAX_LENGTH) break;
  }
  return text;
}

async function textOf(input: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of input) text += piece;
  return text;
}

function tell(answer: ControlAnswer, format: Format, print: Print, printError: Print): number {
  if (!answer.ok) {
    printError(`asystent-overlay: ${refusalLine(answer.code)}\n`);
    return EXIT.refused;
  }
  if (answer.status !== undefined) print(`${formatStatus(answer.status, format)}\n`);
  return 0;
}

function silent(printError: Print): number {
  printError('asystent-overlay: the overlay does not answer\n');
  return EXIT.refused;
}

function absent(printError: Print): number {
  printError('asystent-overlay: the overlay does not run\n');
  return EXIT.absent;
}
