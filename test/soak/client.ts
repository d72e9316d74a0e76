// The reference client as a process, which can be killed and stopped: `client.ts WS-PORT HTTP-PORT`. Each line of its
// input is a change of its status, as JSON. It prints "listening" when it listens.

import { createInterface } from 'node:readline';
import { createReferenceClient } from '../../packages/client/src/reference-client.ts';

const [wsPort, httpPort] = process.argv.slice(2).map(Number);
if (wsPort === undefined || httpPort === undefined) throw new Error('usage: client.ts WS-PORT HTTP-PORT');
const client = createReferenceClient({ wsPorts: [wsPort], httpPorts: [httpPort] });
await client.start();
console.log('listening');
for await (const line of createInterface({ input: process.stdin })) client.update(JSON.parse(line));
