import type { SeededRandom } from '../../../electron/demo/seededRandom.ts';
import type { HubCalls } from '../../../electron/sync/client/SyncClient.ts';

export class LostOnTheWay extends Error {
  override readonly name = 'LostOnTheWay';
}

export interface Faults {
  /** Of every so many calls one does not arrive, or its answer doesn’t, or it arrives twice. */
  loss: number;
}

/** The way between a desk and the hub: what is sent may be lost, answered into nothing, or come twice. */
export function faultyCalls(
  hub: () => HubCalls,
  random: SeededRandom,
  faults: Faults,
  count: () => void,
): HubCalls {
  const way = async <Request, Answer>(call: (request: Request) => Promise<Answer>, request: Request) => {
    // As it is after having been text on the wire.
    const sent = structuredClone(request);
    const kind = faults.loss === 0 ? 1 : random.next() / faults.loss;
    if (kind < 0.25) {
      count();
      throw new LostOnTheWay('request');
    }
    const answer = await call(sent);
    if (kind < 0.5) {
      count();
      throw new LostOnTheWay('answer');
    }
    if (kind < 0.75) {
      count();
      return structuredClone(await call(structuredClone(request)));
    }
    return structuredClone(answer);
  };
  return {
    pull: (request) => way((sent) => hub().pull(sent), request),
    push: (request) => way((sent) => hub().push(sent), request),
    image: (request) => way((sent) => hub().image(sent), request),
    purged: (request) => way((sent) => hub().purged(sent), request),
  };
}
