import { connect } from 'node:tls';
import type { HubAddress } from './hubAddress.ts';
import { hubUnreachable, unreachable } from './hubTrouble.ts';
import { firstPin, type HubPin } from './judgeHub.ts';
import { peerChain } from './peerChain.ts';

/**
 * Which key answers at an address, before anybody has said that it is the hub’s: looked at, and nothing sent. What is
 * sent later is sent to this key only. `timeout`: ms. Errors: HUB_UNREACHABLE.
 */
export function lookAtHub(address: HubAddress, timeout = 10_000): Promise<HubPin> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      ...address,
      minVersion: 'TLSv1.3',
      // Nobody is trusted by this: a person compares what was seen.
      rejectUnauthorized: false,
    });
    const end = (done: () => void) => {
      socket.destroy();
      done();
    };
    socket.setTimeout(timeout, () => end(() => reject(hubUnreachable('silent', address))));
    socket.on('error', (error) => end(() => reject(unreachable(error, address))));
    socket.on('secureConnect', () => {
      const pin = firstPin(peerChain(socket.getPeerCertificate(true)));
      end(() => (pin === null ? reject(hubUnreachable('no-hub', address)) : resolve(pin)));
    });
  });
}
