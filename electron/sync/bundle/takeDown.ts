import type { WriteDb } from '../../db/database.ts';
import { carryOutErasures } from '../client/carryOutErasures.ts';
import { knownErasures, noteDone } from '../client/erasures.ts';
import { pastEpochs } from '../client/pastEpochs.ts';
import { purgeLeft } from '../client/purgeLeft.ts';
import { rowSchemaOf } from '../client/rowSchemaOf.ts';
import { type ClientPorts, type HubCalls, SyncClient } from '../client/SyncClient.ts';
import { type LocalFiles, takeFile } from '../client/SyncFiles.ts';
import { takeTold } from '../client/syncSecrets.ts';
import { stateOf } from '../client/syncState.ts';
import { type ErasuresTold, takeErasuresTold, unknownErasures } from '../client/toldErasures.ts';
import type { ImageAnswer, ImageRow, PullAnswer } from '../protocol/pulled.ts';
import { saidPosition, schemaOf } from '../protocol/syncToken.ts';
import type { MessageEntry } from './bundleEntry.ts';
import { type DownMessage, readDownMessage } from './bundleMessages.ts';
import type { OpenBundle } from './openBundle.ts';
import { type BundlePlace, placeOfBundle } from './placeOfBundle.ts';
import { refuseBundle } from './refuseBundle.ts';
import type { Verifying } from './verifyPart.ts';

export interface DownParts {
  db: WriteDb;
  files: Pick<LocalFiles, 'put'>;
  ports: ClientPorts;
  /** What one step takes is taken in one turn. */
  inTurn<Result>(work: () => Promise<Result> | Result): Promise<Result>;
}

export interface TakenDown {
  /** All of it was here: by another bundle, or over the network. */
  isKnown: boolean;
  /** What colleagues did, and what became of the device’s own work. */
  deeds: number;
  /** Whether the desk began anew with everything that it may hold. */
  isWhole: boolean;
  files: number;
}

/** Where a device is in its hub’s log. */
export function placeOfDevice(db: WriteDb): BundlePlace {
  const token = stateOf(db, 'token');
  const { epoch, seq } = token === null ? { epoch: '', seq: 0 } : saidPosition(token);
  return { epoch, past: pastEpochs(db), token: token ?? '', seq, mid: 0 };
}

/**
 * Takes what the hub answered, by the same steps as from the network: each piece in one transaction, and a file behind the
 * row that names it. Broken off, it goes on where it was when it is taken again. Errors: BUNDLE_REFUSED (epoch, rewound,
 * order, overlap, cloned, damaged, schema-newer, schema-older), CANCELLED, the file system’s.
 */
export async function takeDown(
  parts: DownParts,
  bundle: OpenBundle,
  running: Verifying = {},
): Promise<TakenDown> {
  const { about } = bundle;
  const schema = rowSchemaOf(parts.db);
  if (about.schema !== schema)
    refuseBundle(about.schema > schema ? 'schema-newer' : 'schema-older', { number: about.number });
  const isKnown = placeOfBundle(about, placeOfDevice(parts.db)) === 'already';
  const taking = new Taking(parts, about.number);
  // Files of what is here may still be missing: they are looked at in any case.
  for await (const entry of bundle.entries(running)) {
    if (entry.kind === 'blob') await taking.file(entry.sha256, entry.bytes);
    else await taking.message(entry, isKnown);
  }
  return { isKnown: isKnown && taking.files === 0, ...taking.taken };
}

class Taking {
  readonly #parts: DownParts;
  readonly #number: number;
  #image: Extract<DownMessage, { name: 'image' }>['body'] | null = null;
  #rows: ImageRow[] = [];
  deeds = 0;
  isWhole = false;
  files = 0;

  constructor(parts: DownParts, number: number) {
    this.#parts = parts;
    this.#number = number;
  }

  get taken(): Omit<TakenDown, 'isKnown'> {
    return { deeds: this.deeds, isWhole: this.isWhole, files: this.files };
  }

  async file(sha256: string, bytes: Buffer): Promise<void> {
    const { db, files, ports, inTurn } = this.#parts;
    if (await inTurn(() => takeFile(db, files, sha256, bytes, ports.now()))) this.files += 1;
  }

  async message(entry: MessageEntry, isKnown: boolean): Promise<void> {
    const message = readDownMessage(entry);
    if (message === null) return;
    if (message.name === 'erasures') await this.#erasures(message.body, isKnown);
    else if (message.name === 'secrets')
      await this.#parts.inTurn(() => takeTold(this.#parts.db, message.body, this.isWhole));
    else if (isKnown) return;
    else if (message.name === 'delta') await this.#delta(message.body);
    else {
      if (message.name === 'image') this.#image = message.body;
      else this.#rows.push(...message.body);
      if (this.#image !== null && this.#rows.length === this.#image.rows) await this.#takeImage();
    }
  }

  /** Before anything else of it: nobody who was erased is shown again, nor sent. */
  async #erasures(told: ErasuresTold, isKnown: boolean): Promise<void> {
    const { db, ports, inTurn } = this.#parts;
    await inTurn(async () => {
      await carryOutErasures(db, ports, unknownErasures(db, told));
      takeErasuresTold(db, told, ports.now(), !isKnown);
      await purgeLeft(db, ports, ports.now());
      noteDone(db);
    });
  }

  async #delta({
    token,
    grantVersion,
    answer,
  }: Extract<DownMessage, { name: 'delta' }>['body']): Promise<void> {
    const { db } = this.#parts;
    const here = placeOfDevice(db);
    if (answer.seq <= here.seq) return;
    if (!isSamePosition(token, here.token)) {
      // At the same number, and yet not the same log: the hub was put back, and does not know it yet.
      const isOther = saidPosition(token).seq === here.seq;
      refuseBundle(isOther ? 'rewound' : 'overlap', { number: this.#number });
    }
    if (grantVersion !== Number(stateOf(db, 'grantVersion')))
      refuseBundle('overlap', { number: this.#number });
    this.#requireErased(answer.erased);
    const { erased: _, ...told } = answer;
    if (!(await this.#step({ pull: async () => ({ kind: 'delta', ...told }) }, answer.token))) return;
    this.deeds += answer.deeds.length;
  }

  async #takeImage(): Promise<void> {
    const { image, from, erased } = this.#image!;
    const here = placeOfDevice(this.#parts.db);
    const isOther = here.epoch !== '' && here.epoch !== saidPosition(image.token).epoch;
    // Which of two epochs is the later one only the hub knows: it says so to a device that asked from where it is.
    if (isOther && from !== here.epoch) refuseBundle('rewound', { number: this.#number });
    this.#requireErased(erased);
    const why = here.epoch === '' ? 'new' : isOther ? 'epoch' : 'grant';
    const [reset, whole]: [PullAnswer, ImageAnswer] = [
      { kind: 'reset', why },
      { kind: 'image', ...image, rows: this.#rows },
    ];
    await this.#step({ pull: async () => reset, image: async () => whole }, image.token);
    this.isWhole = true;
    this.#rows = [];
    this.#image = null;
    // What comes behind an image from the network, too: what the desk may hold no longer leaves its disk.
    const { seq, token, durableSeq, lastMid } = image;
    const nothing = { seq, token, durableSeq, lastMid, deeds: [], more: false };
    await this.#step({ pull: async () => ({ kind: 'delta', ...nothing }) }, token);
  }

  /** What the hub knew when it wrote this, and what this desk knows of who was erased is the same. Errors: BUNDLE_REFUSED (erased): one has not told the other yet. */
  #requireErased(erased: string | undefined): void {
    if (erased !== undefined && erased !== knownErasures(this.#parts.db))
      refuseBundle('erased', { number: this.#number });
  }

  /** False: something else was taken meanwhile, and this does not count any more. `to`: where the device is then. */
  async #step(calls: Partial<HubCalls>, to: string): Promise<boolean> {
    const { db, ports, inTurn } = this.#parts;
    const hub: HubCalls = {
      pull: () => Promise.reject(new NotInBundle()),
      push: () => Promise.reject(new NotInBundle()),
      // What comes does not follow on what is here, and an image is not in this bundle.
      image: async () => refuseBundle('rewound', { number: this.#number }),
      purged: () => Promise.reject(new NotInBundle()),
      erasures: () => Promise.reject(new NotInBundle()),
      ...calls,
    };
    const client = new SyncClient(db, hub, ports, { mutations: 1, changes: 1, entries: 1 });
    const step = await inTurn(() =>
      client.pull().catch((error: unknown) => {
        if (error instanceof NotInBundle) return null;
        throw error;
      }),
    );
    if (step?.kind === 'stopped') refuseBundle('cloned');
    // Behind what was taken, what is asked besides goes to the hub another time.
    return placeOfDevice(db).token === to;
  }
}

/** By what they say: a hub that was moved signs the same position anew. */
function isSamePosition(one: string, other: string): boolean {
  if (one === '' || other === '') return false;
  const [said, here] = [saidPosition(one), saidPosition(other)];
  const isThere = said.epoch === here.epoch && said.seq === here.seq && said.chain === here.chain;
  return isThere && schemaOf(said) === schemaOf(here);
}

/** What a device asks besides, and what waits until it asks the next time. */
class NotInBundle extends Error {
  override readonly name = 'NotInBundle';
}
