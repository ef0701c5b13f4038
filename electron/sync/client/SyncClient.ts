import type { Purged } from '../../changes/erase/purgeRows.ts';
import type { WriteDb } from '../../db/database.ts';
import type { ErasureOnWire, ErasuresAnswer, ErasuresAsked } from '../protocol/erasures.ts';
import type { Delta, ImageAnswer, PullAnswer, ResetReason } from '../protocol/pulled.ts';
import type { PurgeReceipt } from '../protocol/purgeReceipt.ts';
import type { SyncedMutation } from '../protocol/syncedMutation.ts';
import type { RowSchemas } from '../rules/RowSchemas.ts';
import { applyDelta, changesOf, MissedEntry } from './applyDelta.ts';
import { applyImage, type ImageToTake } from './applyImage.ts';
import { carryOutErasures } from './carryOutErasures.ts';
import {
  awaitsDesks,
  erasureState,
  erasuresToAsk,
  knownErasures,
  noteDone,
  owesErasures,
  takeErasures,
} from './erasures.ts';
import { rowsAtHand } from './imageRows.ts';
import { nextPush, type PushLimits } from './nextPush.ts';
import { purgeLeft, purgeTold } from './purgeLeft.ts';
import { setState, stateOf } from './syncState.ts';

/** The hub, as a client asks it. Errors of the way there are thrown: the client asks again later. */
export interface HubCalls {
  pull(request: {
    device: string;
    token: string | null;
    grantVersion: number;
    limit: number;
  }): Promise<PullAnswer>;
  push(request: {
    device: string;
    token: string;
    mutations: SyncedMutation[];
    lost: string[];
    erased?: string;
  }): Promise<PushReply>;
  /** Answers when the image is ready, and what of it is in a file was fetched. */
  image(request: {
    device: string;
    acked: number;
    token?: string | null;
  }): Promise<Exclude<ImageAnswer, { kind: 'building' }>>;
  purged(request: { device: string } & PurgeReceipt): Promise<unknown>;
  erasures(request: { device: string } & ErasuresAsked): Promise<ErasuresAnswer>;
}

export type PushReply =
  /** `missing`: files that the next of them names, and that the hub has to have first. */
  | { kind: 'processed'; lastMid: number; missing: string[] }
  | { kind: 'gap'; lastMid: number }
  | { kind: 'device-cloned' }
  | { kind: 'reset'; why: string }
  | { kind: 'refused'; why: 'unknown-device' | 'revoked' | 'token' | 'two-hubs' };

export type Step =
  /** Nothing more to be had, or to be sent. */
  | { kind: 'done' }
  | { kind: 'more' }
  /** These files are to be sent before anything else can be (SyncFiles.send), or to be told lost. */
  | { kind: 'files'; missing: string[] }
  /** The hub knows this device no more, or another store under its name; or it met another hub of the same copy. */
  | { kind: 'stopped'; why: 'unknown-device' | 'revoked' | 'token' | 'two-hubs' | 'device-cloned' };

export interface ClientPorts {
  /** Epoch ms. */
  now(): number;
  /** Takes a photo or file, and what was made of it, off the disk. */
  removeFile(sha256: string): Promise<unknown>;
  /** Takes students (student.n) out of the store, as an erasure that was done elsewhere. Absent: at once, in this thread. */
  erase?(numbers: number[], erasure: ErasureOnWire): Promise<void>;
  /** Takes a pull of very many changes (applyDelta), likewise beside; false: MissedEntry. */
  takeDelta?(delta: Delta): Promise<boolean>;
  /** So far the desk has the log now, and so far the hub, as far as it says. */
  followed?(now: { seq: number; head: number | null }): void;
  /** Takes an image that was fetched into a file (applyImage), beside the thread that answers people. */
  takeFile?(taking: ImageToTake): Promise<void>;
  /** Takes out what left (purgeRounds), likewise. */
  purgeMany?(at: number): Promise<Purged>;
  /** The versions of what travels; absent: this program’s. */
  schemas?: RowSchemas;
  /** Rows were taken out of the log as well: whatever follows the log alone has not heard of it. */
  purged?(): void;
}

export interface ClientLimits extends PushLimits {
  /** Entries of the hub’s log in one pull. */
  entries: number;
}

/** A commit of so many is not the work of a moment, and is never shown in part: a pull is cut between commits alone. */
const MANY_CHANGES = 1_000;
/** Whether other desks have done an erasure of this one is asked so often. */
const LOOK_AGAIN_MS = 60_000;

/**
 * One desk and its hub. Each step asks once and takes the answer in one transaction, or leaves everything as it was: a
 * step that was cut off is done again. One step at a time.
 */
export class SyncClient {
  readonly #db: WriteDb;
  readonly #hub: HubCalls;
  readonly #ports: ClientPorts;
  readonly #limits: ClientLimits;
  /** What was sent since the last pull; what became of it is only known from the log. */
  #sentTo = 0;
  /** When it last looked whether other desks have done an erasure of this one. */
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(db: WriteDb, hub: HubCalls, ports: ClientPorts, limits: ClientLimits) {
    this.#db = db;
    this.#hub = hub;
    this.#ports = ports;
    this.#limits = limits;
  }

  async pull(): Promise<Step> {
    const asked = this.#standing();
    this.#sentTo = 0;
    const answer = await this.#hub.pull({ ...asked, limit: this.#limits.entries });
    // What was asked before something else was taken does not count any more.
    if (!this.#isStill(asked)) return { kind: 'more' };
    if (answer.kind === 'refused') return { kind: 'stopped', why: answer.why };
    // Nobody who was erased is shown again, nor sent.
    if (
      answer.erased !== undefined &&
      (answer.erased !== knownErasures(this.#db) || owesErasures(this.#db))
    ) {
      const step = await this.#exchangeErasures();
      if (step) return step;
    }
    if (answer.kind === 'reset') return this.#beginAnew(answer.why);
    if (!(await this.#take(answer))) return this.#beginAnew(null);
    this.#ports.followed?.({ seq: answer.seq, head: answer.head ?? null });
    setState(this.#db, 'seenAt', String(this.#ports.now()));
    setState(this.#db, 'leaseLatest', '');
    if (answer.more) return { kind: 'more' };
    await this.#purge();
    const now = this.#ports.now();
    if (awaitsDesks(this.#db) && Math.abs(now - this.#lookedAt) >= LOOK_AGAIN_MS) {
      this.#lookedAt = now;
      await this.#exchangeErasures();
    }
    return this.#isTwice() ? { kind: 'stopped', why: 'device-cloned' } : { kind: 'done' };
  }

  /** Sends the next of what waits. `lost`: files that it names and that are not here any more. What the hub says of it changes nothing here (sync.md §0, 1). */
  async push(lost: string[] = []): Promise<Step> {
    const token = stateOf(this.#db, 'token');
    if (token === null) return { kind: 'done' };
    // Under this name it would be taken for another’s.
    if (this.#isTwice()) return { kind: 'stopped', why: 'device-cloned' };
    const mutations = nextPush(this.#db, this.#sentTo, this.#limits);
    if (mutations.length === 0) return { kind: 'done' };
    const answer = await this.#hub.push({
      ...{ device: this.#device(), token, mutations, lost },
      erased: knownErasures(this.#db),
    });
    if (answer.kind === 'device-cloned') return { kind: 'stopped', why: 'device-cloned' };
    if (answer.kind === 'refused') return { kind: 'stopped', why: answer.why };
    // After a gap or a reset the next pull tells what is so.
    if (answer.kind !== 'processed') return { kind: 'done' };
    if (answer.missing.length > 0) {
      this.#sentTo = answer.lastMid;
      return { kind: 'files', missing: answer.missing };
    }
    this.#sentTo = mutations.at(-1)!.mid;
    return { kind: 'more' };
  }

  /** False: something is missing between what is here and what came. */
  async #take(delta: Delta): Promise<boolean> {
    const { takeDelta } = this.#ports;
    if (takeDelta && changesOf(delta) > MANY_CHANGES) return takeDelta(delta);
    try {
      applyDelta(this.#db, delta, undefined, this.#ports.schemas);
      return true;
    } catch (error) {
      if (!(error instanceof MissedEntry)) throw error;
      return false;
    }
  }

  async #beginAnew(why: ResetReason | null): Promise<Step> {
    const asked = this.#standing();
    const { device, token } = asked;
    const image = await this.#hub.image({ device, acked: this.#acked(), token });
    if (!this.#isStill(asked)) return { kind: 'more' };
    if (image.kind === 'refused') return { kind: 'stopped', why: image.why };
    // An entry that does not follow on what is here: something here is not what it should be.
    const trusts = why !== null;
    const isOther = why === 'epoch' || why === 'rewound';
    const taking = { image, isOther, trusts, at: this.#ports.now() };
    if (image.file === null)
      applyImage(this.#db, taking, rowsAtHand(image.rows), undefined, this.#ports.schemas);
    else await this.#ports.takeFile!(taking);
    return { kind: 'more' };
  }

  /**
   * Hub and desk tell each other who was erased; what this desk did not know of is carried out here. Null: there was
   * nothing to tell, and what was pulled can be taken.
   */
  async #exchangeErasures(): Promise<Step | null> {
    const db = this.#db;
    await purgeLeft(db, this.#ports, this.#ports.now());
    noteDone(db);
    const before = erasureState(db);
    const asked = erasuresToAsk(db);
    const device = this.#device();
    const answer = await this.#hub.erasures({ device, ...asked });
    if (device !== this.#device()) return { kind: 'more' };
    if (answer.kind === 'refused') return { kind: 'stopped', why: answer.why };
    await carryOutErasures(db, this.#ports, answer.missing);
    takeErasures(db, asked, answer, this.#ports.now());
    return before === erasureState(db) ? null : { kind: 'more' };
  }

  /** What left is taken off the disk, and the hub is told once nothing is left. */
  async #purge(): Promise<void> {
    const receipt = await purgeLeft(this.#db, this.#ports, this.#ports.now());
    if (receipt === null) return;
    await this.#hub.purged({ device: this.#device(), ...receipt });
    purgeTold(this.#db, receipt);
  }

  #device(): string {
    return stateOf(this.#db, 'device')!;
  }

  /** As whom it asks, from where: an answer is only of use to whoever is still that. */
  #standing() {
    const token = stateOf(this.#db, 'token');
    return { device: this.#device(), token, grantVersion: Number(stateOf(this.#db, 'grantVersion')) };
  }

  #isStill(asked: { device: string; token: string | null; grantVersion: number }): boolean {
    const { device, token, grantVersion } = this.#standing();
    return device === asked.device && token === asked.token && grantVersion === asked.grantVersion;
  }

  #isTwice(): boolean {
    return stateOf(this.#db, 'twin') === '1';
  }

  /**
   * Of its mutations up to here the device knows the end for good: a backup of the hub has it. Of later ones a hub that
   * was put back may have made something else since. Those of an earlier name (renumber) are none of it.
   */
  #acked(): number {
    const durable = Number(stateOf(this.#db, 'durableSeq') ?? 0);
    const { first } = this.#db
      .read<{ first: number | null }>(
        'SELECT min(mid) AS first FROM outbox WHERE mid > 0 AND (ack_seq IS NULL OR ack_seq > ?)',
      )
      .get(durable)!;
    if (first !== null) return first - 1;
    return this.#db.read<{ last: number }>('SELECT coalesce(max(mid), 0) AS last FROM outbox').get()!.last;
  }
}
