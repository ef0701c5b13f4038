import { createHash, createPublicKey } from 'node:crypto';
import { publicBundleKey } from '../../electron/hub/bundles/bundleKey.ts';
import { type DownOptions, exportDown } from '../../electron/hub/bundles/exportDown.ts';
import { hubAsks } from '../../electron/hub/bundles/hubAsks.ts';
import { type BundleHub, type ImportedUp, importUp } from '../../electron/hub/bundles/importUp.ts';
import { openBundle } from '../../electron/sync/bundle/openBundle.ts';
import { sealKeyOf, sealKeyPair, sealPublicOf } from '../../electron/sync/bundle/sealKeys.ts';
import { placeOfDevice, type TakenDown, takeDown } from '../../electron/sync/bundle/takeDown.ts';
import { upEntries, waitingMids } from '../../electron/sync/bundle/upEntries.ts';
import { writeBundle } from '../../electron/sync/bundle/writeBundle.ts';
import { rowSchemaOf } from '../../electron/sync/client/rowSchemaOf.ts';
import type { LocalFiles } from '../../electron/sync/client/SyncFiles.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { signingKey } from './bundle/bundleParties.ts';
import { MemoryDisk } from './bundle/MemoryDisk.ts';
import type { SimDesk } from './rig/SimDesk.ts';
import type { SimHub } from './rig/SimHub.ts';

export const HUB = 'school-hub';
const NO_FILES: Pick<LocalFiles, 'put' | 'read'> = {
  put: () => Promise.reject(new Error('no files here')),
  read: async () => null,
};

/** What desks and a hub of the simulation pass on sticks, each written and taken when a test says so. */
export class Sticks {
  readonly disk = new MemoryDisk();
  readonly #hub: SimHub;
  readonly #store: BundleHub['store'];
  #written = 0;

  constructor(hub: SimHub, store: BundleHub['store'] = null) {
    this.#hub = hub;
    this.#store = store;
    hub.raw.prepare('UPDATE partition SET hub = ?').run(HUB);
  }

  /** The hub has the keys of these devices. */
  know(...names: string[]): void {
    for (const name of names)
      this.#hub.raw
        .prepare('UPDATE device SET public_key = ? WHERE id = ?')
        .run(publicBundleKey(signingKey(name)), name);
  }

  get bundles(): BundleHub {
    const { db, ports, schemas } = this.#hub;
    const asks = hubAsks(db, ports, schemas);
    return { db, ports, schemas, asks, signing: signingKey(HUB), store: this.#store };
  }

  /** Everything that waits there. */
  async up(desk: SimDesk, files: Pick<LocalFiles, 'read'> = NO_FILES): Promise<string> {
    const { db, limits, name } = desk;
    const { token, epoch } = placeOfDevice(db);
    const mids = waitingMids(db);
    const target = this.#next();
    const about = {
      ...{ bundle: createHash('md5').update(target.name).digest('hex'), number: this.#written, after: null },
      ...{ kind: 'up' as const, hub: HUB, epoch: epoch || '-', schema: rowSchemaOf(db), at: desk.now },
      ...{ from: { role: 'device', id: name } as const, to: { role: 'hub', id: HUB } as const },
      ...{ mids: token === '' ? null : mids, range: null },
    };
    const inTurn = async <Result>(work: () => Result) => work();
    const keys = {
      ...{ signing: signingKey(name), recipient: sealPublicOf(createPublicKey(signingKey(HUB))) },
      ephemeral: sealKeyPair(createHash('sha256').update(target.name).digest()),
    };
    const entries = upEntries({ db, files, limits, receipt: null, inTurn }, mids?.[1] ?? null);
    await writeBundle(this.disk.files, target, about, keys, entries);
    return target.path;
  }

  takeUp(path: string): Promise<ImportedUp> {
    return importUp(this.bundles, this.disk.files, [path]);
  }

  async down(name: string, options: DownOptions = { whole: false }): Promise<string> {
    const { folder, name: file, path } = this.#next();
    await exportDown(this.bundles, name, { files: this.disk.files, folder, name: file }, options);
    return path;
  }

  async takeDown(desk: SimDesk, path: string, files: Pick<LocalFiles, 'put'> = NO_FILES): Promise<TakenDown> {
    const { db, name, schemas } = desk;
    const reader = {
      ...({ role: 'device', id: name, hub: HUB, seal: sealKeyOf(signingKey(name)) } as const),
      keyOf: ({ id }: { id: string }) => (id === HUB ? createPublicKey(signingKey(HUB)) : null),
    };
    const ports = { now: () => desk.now, removeFile: () => Promise.resolve(), schemas };
    const bundle = await openBundle(this.disk.files, [path], reader);
    return takeDown({ db, files, ports, inTurn: async (work) => work() }, bundle);
  }

  /** Everybody carries a stick to the hub and back, until everybody has everything. */
  async rounds(...desks: SimDesk[]): Promise<void> {
    for (let round = 0; round < 4; round++)
      for (const desk of desks) {
        await this.takeUp(await this.up(desk));
        await this.takeDown(desk, await this.down(desk.name));
      }
  }

  #next(): { folder: string; name: string; path: string } {
    this.#written += 1;
    const name = `b${this.#written}`;
    return { folder: 'stick', name, path: `stick/${name}.xjs` };
  }
}

/** For `catch`: that a bundle is refused for this is no surprise, anything else is. */
export const refusedFor = (why: string) => (error: unknown) => {
  if (!(error instanceof AppError) || error.params.case !== why) throw error;
};
