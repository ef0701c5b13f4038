import type { HubCalls } from '../../sync/client/SyncClient.ts';
import type { Turns } from '../Turns.ts';
import type { BulkSync } from './BulkSync.ts';
import type { DoorCalls } from './HubDoor.ts';

/**
 * A hub’s calls as one step of the client makes them: the way there is nobody’s turn, and from the answer on, until the
 * next question or `done`, it is the step’s.
 */
export function turnedCalls(
  hub: DoorCalls,
  bulk: Pick<BulkSync, 'image'>,
  writes: Turns,
): { calls: HubCalls; done(): void } {
  let release: () => void = () => undefined;
  const turned = async <Answer>(answer: Promise<Answer>): Promise<Answer> => {
    const got = await answer;
    // An image is asked for within the turn of the pull that said so.
    release();
    await new Promise<void>((begin) => {
      void writes.take(
        () =>
          new Promise<void>((end) => {
            release = end;
            begin();
          }),
      );
    });
    return got;
  };
  const calls: HubCalls = {
    pull: (request) => turned(hub.pull(request)),
    push: (request) => turned(hub.push(request)),
    image: (request) => {
      release();
      return turned(bulk.image(hub, request));
    },
    erasures: (request) => {
      release();
      return turned(hub.erasures(request));
    },
    purged: (request) => {
      release();
      return turned(hub.purged(request));
    },
  };
  return { calls, done: () => release() };
}
