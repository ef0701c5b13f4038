/**
 * What a hub's wake-up is compared with: an HTTPS server that keeps GETs waiting and, by a POST, answers all of them with
 * what was posted. No database, no session, nobody's grant.
 */

import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { systemNetPorts } from '../../../electron/core/ports/systemNetPorts.ts';
import { newHubIdentity } from '../../../electron/sync/net/hubCertificate.ts';

const { chain, privateKey } = newHubIdentity(systemNetPorts.random);
let waiting: ServerResponse[] = [];
const server = createServer({ cert: chain.join('\n'), key: privateKey }, (incoming, outgoing) => {
  if (incoming.method === 'GET') {
    waiting.push(outgoing);
    return;
  }
  // How many wait already.
  if (incoming.method === 'PUT') {
    outgoing.setHeader('x-waiting', String(waiting.length));
    outgoing.end();
    return;
  }
  const pieces: Buffer[] = [];
  incoming.on('data', (piece: Buffer) => pieces.push(piece));
  incoming.on('end', () => {
    const told = waiting;
    waiting = [];
    for (const one of told) one.end(Buffer.concat(pieces));
    outgoing.end();
  });
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`);
});
