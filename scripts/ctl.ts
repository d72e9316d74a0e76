// `npm run --silent ctl -- VERB`: asks the overlay that runs, without starting Electron.

import { writeSync } from 'node:fs';
import { runVerb } from '../src-main/control-socket/run-verb.ts';
import { verbIn } from '../src-main/control-socket/verb-in.ts';
import { EXIT, verbLines } from '../src-main/control-socket/verbs.ts';

const COMMAND = 'npm run --silent ctl --';

const call = verbIn(process.argv.slice(2));
if (call === null) {
  process.stderr.write(`Usage: ${COMMAND} VERB\n\n${verbLines()}\n`);
  process.exitCode = EXIT.usage;
} else {
  const code = await runVerb({
    ...call,
    profileDir: process.env['ASYSTENT_PROFILE_DIR'] || null,
    command: COMMAND,
    input: () => process.stdin.setEncoding('utf8'),
    // By their numbers, so that a reader who has gone is an error here, which `runVerb` knows, and not one of a stream.
    print: (text) => void writeSync(1, text),
    printError: (text) => void writeSync(2, text),
  });
  // Who reads the standard input would wait for its end.
  if (code !== 0) process.exit(code);
}
