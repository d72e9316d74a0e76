// The load balancer of a cluster: `balancer.ts PORT NODE-PORT ...` hands each connection to the next node that takes it.

import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

const [port = 0, ...nodes] = process.argv.slice(2).map(Number);
let turn = 0;

const server = createServer({ pauseOnConnect: true }, (near) => {
  turn += 1;
  near.on('error', () => {});
  tryNode(near, turn, nodes.length);
});
server.listen(port, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());

function tryNode(near: Socket, first: number, left: number): void {
  const node = nodes[first % nodes.length];
  if (left === 0 || node === undefined) return void near.destroy();
  const far = connect(node, '127.0.0.1');
  let isConnected = false;
  far.once('connect', () => {
    isConnected = true;
    near.pipe(far).pipe(near);
    near.resume();
  });
  far.on('error', () => {});
  far.once('close', () => {
    if (isConnected) near.destroy();
    else tryNode(near, first + 1, left - 1);
  });
  near.once('close', () => far.destroy());
}
