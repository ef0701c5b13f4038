import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { BulkSync } from '../../electron/core/sync/BulkSync.ts';
import type { WriteDb } from '../../electron/db/database.ts';
import { openDatabase } from '../../electron/db/openDatabase.ts';
import { exchangeErasures } from '../../electron/hub/erasures/exchangeErasures.ts';
import { handleImage } from '../../electron/hub/handleImage.ts';
import { handlePull } from '../../electron/hub/handlePull.ts';
import { handlePurged } from '../../electron/hub/handlePurged.ts';
import { handlePush } from '../../electron/hub/handlePush.ts';
import type { Grant } from '../../electron/hub/hubPorts.ts';
import { HubImages } from '../../electron/hub/images/HubImages.ts';
import { writeImage } from '../../electron/hub/images/writeImage.ts';
import type { ServedHub } from '../../electron/hub/openHub.ts';
import { joinHub } from '../../electron/sync/client/joinHub.ts';
import { type HubCalls, type Step, SyncClient } from '../../electron/sync/client/SyncClient.ts';
import { StoreScene } from '../harness/storeScene.ts';
import { type WirePorts, wirePorts } from '../harness/syncWire.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { testKey } from '../harness/testKey.ts';

/** A hub that makes images in files, and desks in folders that fetch them. */
export class ImageScene {
  readonly hub: ServedHub;
  readonly images: HubImages;
  readonly folder: string;
  readonly ports: WirePorts;

  constructor(hub: ServedHub, ports = wirePorts()) {
    this.hub = hub;
    this.ports = ports;
    this.folder = join(temporaryFolder(), 'images');
    const { db } = hub;
    const { folder } = this;
    this.images = new HubImages({ db, ports, folder, atOnce: 0, make: (order) => writeImage(db, order) });
    onTestFinished(() => this.images.close());
  }

  async enrol(id: string, grant: Grant): Promise<void> {
    await this.hub.db
      .insertInto('device')
      .values({
        ...{ id, name: id, state: 'active', last_mid: 0, grant_version: 1 },
        ...{ scope: JSON.stringify(grant), seen_seq: 0, seen_at: null },
      })
      .execute();
  }

  /** A desk that takes images from files, or, `atOnce`, with the answer. */
  async desk(id: string, grant: Grant, atOnce = false): Promise<ImageDesk> {
    await this.enrol(id, grant);
    return new ImageDesk(this, id, atOnce);
  }

  calls(atOnce: boolean): HubCalls & { fromHub: Parameters<BulkSync['image']>[0] } {
    const { db } = this.hub;
    const { ports } = this;
    const fromHub: Parameters<BulkSync['image']>[0] = {
      image: (request) => handleImage(db, request, atOnce ? null : this.images),
      imagePieces: async () => null,
    };
    return {
      fromHub,
      pull: (request) => handlePull(db, ports, request),
      push: (request) => handlePush(db, ports, request),
      image: (request) => fromHub.image(request) as ReturnType<HubCalls['image']>,
      purged: (request) => handlePurged(db, ports, request),
      erasures: (request) => exchangeErasures(db, ports, request),
    };
  }

  /** Bytes of an image, as a device is given them. */
  async piece(device: string, id: string, from: number, to: number): Promise<Buffer | null> {
    const readout = await this.images.read(device, id);
    if (readout === null) return null;
    const pieces: Buffer[] = [];
    for await (const piece of readout.read(from, to)) pieces.push(piece as Buffer);
    return Buffer.concat(pieces);
  }
}

const LIMITS = { mutations: 100, changes: 1_000, entries: 300 };

/** A desk in a folder, with the real client. */
export class ImageDesk {
  readonly id: string;
  readonly dataDir = temporaryFolder();
  readonly db: WriteDb;
  readonly work: StoreScene;
  readonly client: SyncClient;
  readonly stop = new AbortController();
  /** Every piece goes through it: it may cut, spoil or hold it back. */
  onPiece: (piece: Buffer | null, from: number) => Buffer | null = (piece) => piece;

  constructor(scene: ImageScene, id: string, atOnce: boolean) {
    this.id = id;
    const key = testKey(this.dataDir);
    this.db = openDatabase(this.dataDir, key);
    onTestFinished(() => void this.db.raw.close());
    this.work = new DeskWork(this.db, id);
    const bulk = new BulkSync({
      ...{ dataDir: this.dataDir, key, signal: this.stop.signal },
      progress: () => undefined,
    });
    const hub = scene.calls(atOnce);
    const pieces = {
      ...hub.fromHub,
      imagePieces: async (image: string, from: number, to: number) =>
        this.onPiece(await scene.piece(id, image, from, to), from),
    };
    this.client = new SyncClient(
      this.db,
      { ...hub, image: (request) => bulk.image(pieces, request) },
      {
        now: () => scene.ports.now(),
        removeFile: async () => undefined,
        ...bulk.ports,
      },
      LIMITS,
    );
    joinHub(this.db, id);
  }

  async sync(): Promise<void> {
    for (const ask of [() => this.client.pull(), () => this.client.push(), () => this.client.pull()])
      await until(ask);
  }
}

/** Until there is nothing more to be had. */
export async function until(ask: () => Promise<Step>): Promise<void> {
  for (;;) {
    const step = await ask();
    if (step.kind === 'done') return;
    if (step.kind !== 'more') throw new Error(JSON.stringify(step));
  }
}

class DeskWork extends StoreScene {
  readonly #name: string;
  #last = 0;

  constructor(db: WriteDb, name: string) {
    super(db);
    this.#name = name;
  }

  override nextId(): string {
    this.#last += 1;
    return `${this.#name}-${this.#last}`;
  }
}
