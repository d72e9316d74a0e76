// The assistant: `assistant.ts mqtt|socket PORT`, started by fleet.ts. At each `change` it says something new: the time at which
// it does so.

import { createReferenceClient } from '../../packages/client/src/reference-client.ts';
import { freePort } from '../../test/lab/free-port.ts';
import { nowMs } from './moments.ts';
import { BASE } from './topic.ts';

const [way = '', port = ''] = process.argv.slice(2);
const client = createReferenceClient({
  protocol: 2,
  ...(way === 'mqtt'
    ? { mqtt: { url: `mqtt://127.0.0.1:${port}/${BASE}` }, listens: false }
    : { wsPorts: [Number(port)], httpPorts: [await freePort()] }),
});
const change = () => {
  const text = String(nowMs());
  client.update({ status: 'Speaking', is_speaking: true, monitoring: true, text });
  return text;
};

change();
await client.start();
process.send?.('ready');
process.on('message', (order) => {
  if (order === 'change') process.send?.(change());
});
process.on('disconnect', () => process.exit());
