// How to call the reference client. Plain JavaScript: `npm run` prints it before any package is installed.

/** @type {(call: string) => string} */
export const usage = (call) => `Usage: ${call} [options]

Runs a complete assistant's client, which plays a conversation again and again.

  --ws-ports 6001,6000     WebSocket ports, the first free one is taken (also ASYSTENT_WS_PORTS)
  --http-ports 5001,5000   HTTP ports, the first free one is taken (also ASYSTENT_HTTP_PORTS)
  --language pl|en         language of the conversation (also ASYSTENT_LANG), default pl
  --secure                 TLS and a key; writes a pairing file and says where it is
    --host 127.0.0.1       with it: the address to listen on, 0.0.0.0 for all
    --state-folder <path>  with it: where certificate, key and pairing file are kept
    --rotate-key           with it: makes a new key; overlays have to be paired again
  --mqtt <address>         publishes through a broker instead of listening, such as mqtt://127.0.0.1/asystent/kitchen;
                           user:password in ASYSTENT_MQTT_LOGIN
    --home-assistant       with it: Home Assistant finds the client there; without it, no more
  --protocol 1|2           version of the protocol, default 2
  --once                   plays the conversation once and ends
  -h, --help               prints this text`;

export const OPTIONS = /** @type {const} */ ({
  'ws-ports': { type: 'string' },
  'http-ports': { type: 'string' },
  language: { type: 'string' },
  secure: { type: 'boolean' },
  host: { type: 'string' },
  'state-folder': { type: 'string' },
  'rotate-key': { type: 'boolean' },
  mqtt: { type: 'string' },
  'home-assistant': { type: 'boolean' },
  protocol: { type: 'string' },
  once: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
});
