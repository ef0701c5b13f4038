import { connect } from 'node:net';
import type { AppError } from '../../../shared/domain/errors.ts';
import type { HubAddress } from './hubAddress.ts';
import { hubUnreachable, unreachableOf } from './hubTrouble.ts';

/** What office PCs answer on, be it by a refusal: file sharing, RPC, NetBIOS, printers, SSH, web. */
const USUAL_PORTS = [445, 135, 139, 5357, 22, 80];

/**
 * Why nothing came back from a hub: where the computer answers elsewhere, or announces itself (`isSeen`), it is on, and
 * its firewall keeps the hub's port shut; that is the commonest failure on Windows. Any other error as it is. `patience`: ms.
 */
export async function explainSilence(
  error: unknown,
  address: HubAddress,
  {
    isSeen = false,
    ports = USUAL_PORTS,
    patience = 1500,
  }: { isSeen?: boolean; ports?: number[]; patience?: number } = {},
): Promise<unknown> {
  if (unreachableOf(error) !== 'silent') return error;
  const answers =
    isSeen ||
    (await Promise.all(ports.map((port) => isAnswered(address.host, port, patience)))).includes(true);
  return answers ? hubUnreachable('firewall', address, error as AppError) : error;
}

/** A refusal is an answer, too: somebody is there to give it. */
function isAnswered(host: string, port: number, patience: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (answered: boolean) => {
      socket.destroy();
      resolve(answered);
    };
    socket.setTimeout(patience, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', (error) => end(Reflect.get(error, 'code') === 'ECONNREFUSED'));
  });
}
