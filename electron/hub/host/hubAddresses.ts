import { networkInterfaces } from 'node:os';
import { hubAddressText } from '../../sync/net/hubAddress.ts';

/** This computer's addresses in its networks, as people type them: IPv4, which is what offices have. */
export function hubAddresses(port: number): string[] {
  const all = Object.values(networkInterfaces()).flatMap((some) => some ?? []);
  const usable = all.filter(
    ({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'),
  );
  return [...new Set(usable.map(({ address }) => hubAddressText({ host: address, port })))];
}
