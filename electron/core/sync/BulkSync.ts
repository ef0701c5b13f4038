import type { Purged } from '../../changes/erase/purgeRows.ts';
import type { WriteDb } from '../../db/database.ts';
import type { DataKey } from '../../security/dataKey.ts';
import type { ImageToTake } from '../../sync/client/applyImage.ts';
import { joinHub } from '../../sync/client/joinHub.ts';
import type { ClientPorts, HubCalls } from '../../sync/client/SyncClient.ts';
import { hubRefused } from '../../sync/net/hubTrouble.ts';
import type { Delta } from '../../sync/protocol/pulled.ts';
import { threadEntry, workThread } from '../workThread.ts';
import { dropImages, fetchImage, imagePath } from './fetchImage.ts';
import type { DoorCalls } from './HubDoor.ts';
import type { SyncJob, SyncJobResult, SyncTask } from './workOff.ts';

/** How far a long step of sync is: `fetch` in bytes, the others in rows. */
export interface BulkProgress {
  stage: 'fetch' | 'save' | 'read' | 'write';
  done: number;
  total: number | null;
}

export interface BulkNeeds {
  dataDir: string;
  key: DataKey | null;
  signal: AbortSignal;
  /** Null: it is over. */
  progress(now: BulkProgress | null): void;
}

/** An image that the hub gives no more before it is fetched whole: its grant changes ever again. */
const TRIES = 5;
/** Entries of the log from which on joining is not the work of a moment. */
const MANY = 2_000;

/** What a hub sends in bulk, taken beside the thread that answers people. */
export class BulkSync {
  readonly #needs: BulkNeeds;

  constructor(needs: BulkNeeds) {
    this.#needs = needs;
  }

  /** Asks for an image until it is ready, and fetches what of it is in a file. Errors: those of the way, SYNC_REFUSED. */
  async image(
    hub: Pick<DoorCalls, 'image' | 'imagePieces'>,
    request: Parameters<HubCalls['image']>[0],
  ): ReturnType<HubCalls['image']> {
    const { dataDir, signal, progress } = this.#needs;
    try {
      for (let tries = 0; tries < TRIES; ) {
        signal.throwIfAborted();
        const answer = await hub.image(request);
        if (answer.kind === 'building') continue;
        if (answer.kind === 'refused' || answer.file === null) return answer;
        const fetching = {
          ...{ dataDir, signal, pieces: hub.imagePieces },
          progress: (done: number, total: number) => progress({ stage: 'fetch', done, total }),
        };
        if (await fetchImage(answer.file, fetching)) return answer;
        tries += 1;
      }
      throw hubRefused('hash');
    } finally {
      progress(null);
    }
  }

  /** What of it a client asks for. */
  get ports(): Required<Pick<ClientPorts, 'takeFile' | 'takeDelta' | 'purgeMany'>> {
    return {
      takeFile: (taking) => this.takeFile(taking),
      takeDelta: (delta) => this.takeDelta(delta),
      purgeMany: (at) => this.purge(at),
    };
  }

  async takeFile(taking: ImageToTake): Promise<void> {
    const { dataDir } = this.#needs;
    await this.#run({ kind: 'image', taking, path: imagePath(dataDir, taking.image.file!) });
    await dropImages(dataDir);
  }

  /** False: what came does not follow on what is here. */
  async takeDelta(delta: Delta): Promise<boolean> {
    return (await this.#run({ kind: 'delta', delta })) !== 'missed';
  }

  /** What little was done before is told at once. */
  async join(db: WriteDb, device: string): Promise<void> {
    const { last } = db.read<{ last: number }>('SELECT coalesce(max(seq), 0) AS last FROM change').get()!;
    if (last < MANY) joinHub(db, device);
    else await this.#run({ kind: 'join', device });
  }

  async purge(at: number): Promise<Purged> {
    return (await this.#run({ kind: 'purge', at })) as Purged;
  }

  async #run(task: SyncTask): Promise<SyncJobResult> {
    const { dataDir, key, signal, progress } = this.#needs;
    const job: SyncJob = { ...task, dataDir, key };
    try {
      return await workThread<SyncJobResult>(threadEntry('syncWorker', import.meta.url), job, {
        signal,
        onProgress: ({ stage, done, total }) =>
          progress({ stage: stage as BulkProgress['stage'], done, total }),
      });
    } finally {
      progress(null);
    }
  }
}
