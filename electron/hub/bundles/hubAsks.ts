import type { ErasuresAnswer, ErasuresAsked } from '../../sync/protocol/erasures.ts';
import type { ImageAnswer, PullAnswer } from '../../sync/protocol/pulled.ts';
import { ROW_SCHEMAS, type RowSchemas } from '../../sync/rules/RowSchemas.ts';
import { exchangeErasures } from '../erasures/exchangeErasures.ts';
import { handleImage, type ImageRequest } from '../handleImage.ts';
import { handlePull, type PullRequest, readPull } from '../handlePull.ts';
import { handlePurged } from '../handlePurged.ts';
import { handlePush, type PushAnswer, type PushRequest } from '../handlePush.ts';
import type { HubDb, HubPorts } from '../hubPorts.ts';

/** How what came in a bundle is asked and answered: by the same handlers as over the network. */
export interface HubAsks {
  pull(asked: PullRequest): Promise<PullAnswer>;
  push(asked: PushRequest): Promise<PushAnswer>;
  erasures(asked: { device: string } & ErasuresAsked): Promise<ErasuresAnswer>;
  purged(asked: Parameters<typeof handlePurged>[2]): Promise<unknown>;
  /** What is written for a device that does not ask: whether it ever comes there is not known. */
  peek(asked: PullRequest): Promise<PullAnswer>;
  image(asked: ImageRequest): Promise<ImageAnswer>;
}

/** `removeFile`: takes a file off the disk that nobody names any more. */
export function hubAsks(
  db: HubDb,
  ports: HubPorts,
  schemas: RowSchemas = ROW_SCHEMAS,
  removeFile?: (sha256: string) => Promise<unknown>,
): HubAsks {
  return {
    erasures: (asked) => exchangeErasures(db, ports, asked, removeFile),
    pull: (asked) => handlePull(db, ports, asked, null, schemas),
    push: (asked) => handlePush(db, ports, asked, undefined, schemas),
    purged: (asked) => handlePurged(db, ports, asked),
    peek: (asked) => readPull(db, asked, schemas),
    image: (asked) => handleImage(db, asked, null, schemas),
  };
}
