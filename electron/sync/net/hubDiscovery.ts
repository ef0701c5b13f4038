import { isIP } from 'node:net';
import multicastDns from 'multicast-dns';
import type { HubAddress } from './hubAddress.ts';
import type { NetPorts } from './netPorts.ts';

const SERVICE = '_xueji-hub._tcp.local';
/** Seconds that an announcement holds. */
const TTL = 120;

export interface FoundHub extends HubAddress {
  /** As the hub calls itself in `hello`: which of several it claims to be. Whether it is, its key tells. */
  hub: string;
}

/** How the network is spoken to; tests take another port and interface. */
export type MulticastOptions = NonNullable<Parameters<typeof multicastDns>[0]>;

/** Answers who asks the local network for hubs. `onError`: a network that allows no multicast is none the worse. */
export function announceHub(
  { hub, port }: { hub: string; port: number },
  onError: (error: Error) => void,
  options: MulticastOptions = {},
): { close(): Promise<void> } {
  const socket = multicastDns(options);
  socket.on('error', onError);
  socket.on('warning', onError);
  socket.on('query', ({ questions }) => {
    if (!questions?.some(({ name, type }) => name === SERVICE && type === 'PTR')) return;
    const name = `${hub.slice(0, 16)}.${SERVICE}`;
    socket.respond({
      answers: [
        { name: SERVICE, type: 'PTR', ttl: TTL, data: name },
        {
          name,
          type: 'SRV',
          ttl: TTL,
          data: { port, target: `${hub.slice(0, 16)}.local`, priority: 0, weight: 0 },
        },
        { name, type: 'TXT', ttl: TTL, data: [`hub=${hub}`] },
      ],
    });
  });
  return { close: () => new Promise((resolve) => socket.destroy(() => resolve())) };
}

/**
 * Hubs that announce themselves within `patience` ms: addresses to try, nobody to trust. The address is the one that the
 * announcement came from, whatever it says.
 */
export async function findHubs(
  ports: Pick<NetPorts, 'delay'>,
  {
    patience = 2000,
    signal = new AbortController().signal,
    enough = () => false,
    options = {},
  }: {
    patience?: number;
    signal?: AbortSignal;
    /** Whether nothing more is waited for. */
    enough?: (found: readonly FoundHub[]) => boolean;
    options?: MulticastOptions;
  } = {},
): Promise<FoundHub[]> {
  const found = new Map<string, FoundHub>();
  const done = new AbortController();
  const socket = multicastDns(options);
  // A network without multicast: saved addresses and typed ones are left.
  socket.on('error', () => done.abort());
  socket.on('response', ({ answers }, { address }) => {
    for (const hub of readAnnouncement(answers ?? [], address))
      found.set(`${hub.hub} ${hub.host} ${hub.port}`, hub);
    if (enough([...found.values()])) done.abort();
  });
  socket.once('ready', () => socket.query(SERVICE, 'PTR'));
  try {
    await ports.delay(patience, AbortSignal.any([signal, done.signal]));
  } finally {
    await new Promise<void>((resolve) => socket.destroy(() => resolve()));
  }
  return [...found.values()];
}

interface Announced {
  name: string;
  type: string;
  data?: unknown;
}

/** What an announcement says, if it is one: anybody can send anything. */
export function readAnnouncement(answers: readonly Announced[], from: string): FoundHub[] {
  if (isIP(from) === 0) return [];
  return answers.flatMap(({ name, type, data }) => {
    if (type !== 'SRV' || !name.endsWith(`.${SERVICE}`)) return [];
    const port: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'port') : null;
    const text = answers.find((one) => one.type === 'TXT' && one.name === name)?.data;
    const [, hub] = /^hub=([0-9a-f]{32})$/.exec(String(Array.isArray(text) ? text[0] : text)) ?? [];
    if (hub === undefined || typeof port !== 'number' || port < 1 || port > 65_535) return [];
    return [{ hub, host: from, port }];
  });
}
