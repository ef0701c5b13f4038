import type { ClientContext, ClientLink, ClientOptions } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { ConnectionLost } from './ConnectionLost.ts';

/** One message port as an oRPC link. It lives until the port closes or `lose` is called. */
export interface PortLink extends ClientLink<ClientContext> {
  /** Every call that is under way, and every later one, ends with ConnectionLost. */
  lose(): void;
}

export function portLink(port: MessagePort): PortLink {
  let lost = false;
  const closeListeners = new Set<() => void>();
  const lose = () => {
    if (lost) return;
    lost = true;
    port.close();
    for (const listener of closeListeners) listener();
  };
  // oRPC learns of the end through "close", which a port does not emit on the side that closes it.
  const link = new RPCLink<ClientContext>({
    port: {
      postMessage: port.postMessage.bind(port),
      addEventListener: (type: string, listener: unknown) => {
        if (type === 'close') closeListeners.add(listener as () => void);
        else port.addEventListener(type, listener as EventListener);
      },
    },
  });
  port.addEventListener('close', lose);
  port.start();

  const asLost = (error: unknown, options: ClientOptions<ClientContext>) =>
    lost && !options.signal?.aborted ? new ConnectionLost({ cause: error }) : error;

  return {
    lose,
    async call(path, input, options) {
      if (lost) throw new ConnectionLost();
      try {
        const output = await link.call(path, input, options);
        return isAsyncIterator(output) ? withErrors(output, (error) => asLost(error, options)) : output;
      } catch (error) {
        throw asLost(error, options);
      }
    },
  };
}

function isAsyncIterator(value: unknown): value is AsyncIterableIterator<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value;
}

/** The same stream, its errors renamed; ending it early still ends the work in the core. */
async function* withErrors(source: AsyncIterableIterator<unknown>, rename: (error: unknown) => unknown) {
  try {
    return yield* source;
  } catch (error) {
    throw rename(error);
  }
}
