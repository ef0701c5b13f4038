import { InvalidArgumentError } from 'commander';
import { HUB_PORT, type HubAddress } from '../sync/net/hubAddress.ts';

/**
 * Where a hub listens: `17443` at all addresses of this computer, `10.0.0.5:17443`, `10.0.0.5` or `[::1]:17443` at that one
 * alone; port 0 is any free one. Throws InvalidArgumentError.
 */
export function readListen(text: string): HubAddress {
  if (/^\d+$/.test(text)) return { host: '::', port: portOf(text) };
  const [, six, name, port] = /^(?:\[([0-9a-fA-F:.]+)\]|([^\s:[\]]+))(?::(\d+))?$/.exec(text) ?? [];
  const host = six ?? name;
  if (host === undefined) throw new InvalidArgumentError('');
  return { host, port: port === undefined ? HUB_PORT : portOf(port) };
}

function portOf(digits: string): number {
  if (Number(digits) > 65_535) throw new InvalidArgumentError('');
  return Number(digits);
}
