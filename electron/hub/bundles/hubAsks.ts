import type { ImageAnswer, PullAnswer } from '../../sync/protocol/pulled.ts';
import { handleImage, type ImageRequest } from '../handleImage.ts';
import { handlePull, type PullRequest, readPull } from '../handlePull.ts';
import { handlePurged } from '../handlePurged.ts';
import { handlePush, type PushAnswer, type PushRequest } from '../handlePush.ts';
import type { HubDb, HubPorts } from '../hubPorts.ts';

/** How what came in a bundle is asked and answered: by the same handlers as over the network. */
export interface HubAsks {
  pull(asked: PullRequest): Promise<PullAnswer>;
  push(asked: PushRequest): Promise<PushAnswer>;
  purged(asked: Parameters<typeof handlePurged>[2]): Promise<unknown>;
  /** What is written for a device that does not ask: whether it ever comes there is not known. */
  peek(asked: PullRequest): Promise<PullAnswer>;
  image(asked: ImageRequest): Promise<ImageAnswer>;
}

export function hubAsks(db: HubDb, ports: HubPorts): HubAsks {
  return {
    pull: (asked) => handlePull(db, ports, asked),
    push: (asked) => handlePush(db, ports, asked),
    purged: (asked) => handlePurged(db, ports, asked),
    peek: (asked) => readPull(db, asked),
    image: (asked) => handleImage(db, asked),
  };
}
