// The smallest client of Asystent Overlay: node client.mjs [ports, 6001,6000 if none are given]

const { WebSocketServer } = await import('ws').catch((error) => {
  fail(error.code === 'ERR_MODULE_NOT_FOUND' ? 'The package ws is missing: npm install ws' : error.message);
});

const PORTS = (process.argv[2] || process.env['ASYSTENT_WS_PORTS'] || '6001,6000').split(',').map(Number);
if (!PORTS.every((port) => port > 0 && port < 65_536)) fail('Give ports from 1 to 65535: node client.mjs 6001,6000');

// The status, which goes to every overlay as a whole whenever something in it changes.
let status = { phase: 'ready', monitoring: true, status: 'Ready', heard: '', text: '', overlay_visible: false };
let server;
let nextStep;

/** A question and its answer. Your assistant goes here: call `change` whenever its activity changes. */
const turn = () => [
  [2_000, { phase: 'listening' }],
  [2_000, { phase: 'thinking', heard: 'What time is it?' }],
  [3_000, { phase: 'speaking', text: `It is ${new Date().toLocaleTimeString()}.` }],
  [1_000, { phase: 'ready', heard: '' }], // The answer may stay in `text`.
];

function play([[durationMs, fields], ...later]) {
  change(fields);
  const idle = () => (status.monitoring ? turn() : [[1_000, {}]]);
  nextStep = setTimeout(() => play(later.length > 0 ? later : idle()), durationMs);
}

/** The overlay's two buttons. It waits for no answer: it sees the change in the next status. */
function obey(raw) {
  let message;
  try {
    message = JSON.parse(raw);
  } catch {
    return;
  }
  if (message?.type !== 'command') return;
  const isToggle = message.command === 'toggle_monitoring';
  if (!isToggle && !(message.command === 'stop_tts' && status.phase === 'speaking')) return;
  clearTimeout(nextStep);
  const monitoring = isToggle ? !status.monitoring : status.monitoring;
  play([[1_000, { phase: monitoring ? 'ready' : 'paused', monitoring, heard: '' }]]);
}

function change(fields) {
  const before = frame();
  status = { ...status, ...fields };
  if (frame() !== before) for (const overlay of server.clients) overlay.send(frame());
}

function frame() {
  return JSON.stringify({ type: 'status', data: status });
}

function attend(overlay) {
  overlay.send(frame()); // At once: whoever says nothing for 2 s is taken for somebody else.
  overlay.on('message', obey);
  overlay.on('error', () => {}); // Not a frame at all; `ws` closes that socket.
}

/** Any web page may try ws://127.0.0.1, and its browser then sends an Origin. An overlay sends none. */
function verifyClient({ req: { headers } }, answer) {
  const isOwnHost = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? '');
  answer(isOwnHost && headers.origin === undefined, 403);
}

function listen([port, ...others]) {
  server = new WebSocketServer({ host: '127.0.0.1', port, verifyClient, maxPayload: 64 * 1024 });
  server.on('connection', attend);
  server.on('error', (error) => {
    console.error(error.message);
    if (others.length > 0) listen(others);
    else fail('No port is left. Does another client run? Name a free one: node client.mjs 6005');
  });
  server.on('listening', () => {
    console.log(`listening ws://127.0.0.1:${port}`);
    play([[1_000, {}]]);
  });
}

// With code 1001 the overlay shows at once that the assistant has gone.
process.once('SIGINT', () => {
  for (const overlay of server.clients) overlay.close(1001);
  server.close(() => process.exit());
  clearTimeout(nextStep);
});

function fail(message) {
  console.error(message);
  process.exit(1);
}

listen(PORTS);
