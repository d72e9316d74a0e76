// How to call the check. Plain JavaScript: `npm run` prints it before any package is installed.

/** @type {(call: string) => string} */
export const usage = (call) => `Usage: ${call} [ws://127.0.0.1:6001] [options]

Checks a client against the protocol: says what it does right, and what to fix.

  ws://127.0.0.1:6001             where the client listens; this is the default
  --http http://127.0.0.1:5001    checks GET /api/status there; without it, at 5001 or 5000 if the client answers there
  --commands                      also tries commands: turns the wake word off and on again
  --pairing <file>                instead of addresses: a client with TLS and a key, by the file it wrote
  --json                          prints one JSON object instead of lines of text
  -h, --help                      prints this text`;

export const OPTIONS = /** @type {const} */ ({
  http: { type: 'string' },
  commands: { type: 'boolean', default: false },
  pairing: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
});
