import { type ClientContext, type ClientLink, createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { AnyContractRouter, ContractRouterClient } from '@orpc/contract';
import { APP_ORIGIN, PAGE_READY, PORT_HANDOVER } from '../../shared/contract/portHandover.ts';
import { ConnectionLost } from './ConnectionLost.ts';
import { hostKind } from './hostKind.ts';
import { type PortLink, portLink } from './portLink.ts';

export interface CoreConnection<Contract extends AnyContractRouter> {
  /** Calls wait for the first port; when the core goes away they end with ConnectionLost. */
  client: ContractRouterClient<Contract>;
  /** Called each time a new core has taken the place of one that was lost. Returns how to stop listening. */
  onReconnected(listener: () => void): () => void;
}

/**
 * The window's way to the core: over the message port of the desktop program, or over fetch of the web host. `page`:
 * what this window shows; when the host has come to show the other, the window is loaded anew.
 */
export function connectCore<Contract extends AnyContractRouter>(
  page: 'desk' | 'start' = 'desk',
): CoreConnection<Contract> {
  const listeners = new Set<() => void>();
  const link = hostKind === 'desktop' ? handedOverLink(listeners) : webLink(page);
  return {
    client: createORPCClient<ContractRouterClient<Contract>>(link),
    onReconnected(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function handedOverLink(listeners: ReadonlySet<() => void>): ClientLink<ClientContext> {
  const first = Promise.withResolvers<PortLink>();
  let current: PortLink | null = null;
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    // Only this very window (its preload) may hand over a port: not a frame, not an opener.
    if (event.source !== window || event.origin !== APP_ORIGIN) return;
    const port = event.ports[0];
    if (!port || !isMessageOf(event.data, PORT_HANDOVER)) return;
    const lost = current;
    current = portLink(port);
    if (lost) {
      lost.lose();
      for (const listener of listeners) listener();
    } else {
      first.resolve(current);
    }
  });
  window.postMessage({ type: PAGE_READY }, APP_ORIGIN);
  return {
    async call(path, input, options) {
      const link = current ?? (await first.promise);
      return link.call(path, input, options);
    },
  };
}

/** Set by the web host on every answer that it gives while no store is open. */
const AT_START = 'x-xueji-start';
const UNAUTHORISED = 401;

function webLink(page: 'desk' | 'start'): ClientLink<ClientContext> {
  return new RPCLink({
    url: `${location.origin}/rpc`,
    fetch: async (request, init) => {
      try {
        const response = await fetch(request, init);
        const shown = response.headers.has(AT_START) ? 'start' : 'desk';
        if (shown !== page && response.status !== UNAUTHORISED) location.reload();
        return response;
      } catch (error) {
        if (request.signal.aborted) throw error;
        throw new ConnectionLost({ cause: error });
      }
    },
  });
}

function isMessageOf(data: unknown, type: string): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === type;
}
