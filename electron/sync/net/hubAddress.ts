import { AppError } from '../../../shared/domain/errors.ts';

export interface HubAddress {
  host: string;
  port: number;
}

/** Where a hub listens if nobody says otherwise: not registered with IANA for anything. */
export const HUB_PORT = 17_443;

/** `host`, `host:port`, `[IPv6]:port`, also with https:// before it. Errors: USAGE. */
export function parseHubAddress(text: string): HubAddress {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/^https:\/\//i, '')
    .replace(/\/$/, '');
  const [, six, name, port = String(HUB_PORT)] =
    /^(?:\[([0-9a-fA-F:.]+)\]|([\p{L}\p{N}._-]{1,253}))(?::(\d{1,5}))?$/u.exec(plain) ?? [];
  const host = six ?? name;
  if (host === undefined || Number(port) < 1 || Number(port) > 65_535)
    throw new AppError('HUB_UNREACHABLE', { case: 'address', address: text.slice(0, 100) });
  return { host, port: Number(port) };
}

export function hubAddressText({ host, port }: HubAddress): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
