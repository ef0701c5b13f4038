import { eraseStudents } from '../../electron/changes/erase/eraseStudents.ts';
import { BundleDesk } from '../../electron/core/sync/BundleDesk.ts';
import { DeskSharing } from '../../electron/core/sync/DeskSharing.ts';
import { storeHubKey } from '../../electron/core/sync/hubKey.ts';
import { storePlace } from '../../electron/core/sync/hubPlace.ts';
import { type SharedAtDesk, shareAtDesk } from '../../electron/core/sync/shareAtDesk.ts';
import { Turns } from '../../electron/core/Turns.ts';
import { seededRandom } from '../../electron/demo/seededRandom.ts';
import { BlobUploads } from '../../electron/hub/BlobUploads.ts';
import { publicBundleKey } from '../../electron/hub/bundles/bundleKey.ts';
import { type SharedAtHub, shareAtHub } from '../../electron/hub/bundles/shareAtHub.ts';
import { type BlobStore, openBlobStore } from '../../electron/photos/blobStore.ts';
import type { BundleFiles } from '../../electron/sync/bundle/bundleFiles.ts';
import { HUB_ACTOR } from '../../electron/sync/client/erasures.ts';
import { setState } from '../../electron/sync/client/syncState.ts';
import { STORE_KEY } from '../harness/storeKey.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { signingKey } from './bundle/bundleParties.ts';
import { checkOutcomes, checkOverlay, checkPrefix } from './rig/invariants.ts';
import { SimDesk } from './rig/SimDesk.ts';
import { SimHub } from './rig/SimHub.ts';
import { HUB, Sticks } from './Sticks.ts';

const PLACE = { address: '10.0.0.5:17443', pin: 'pin', fingerprint: '4821 0937 5560' };

/** A desk of the simulation as the program has it, so far as it passes bundles by a folder. */
export class SharedDesk {
  readonly sim: SimDesk;
  readonly blobs: BlobStore = openBlobStore(temporaryFolder(), STORE_KEY);
  readonly sharing: DeskSharing;
  /** How often windows were told that something is otherwise. */
  told = 0;
  readonly logged: string[] = [];
  readonly #desk: BundleDesk;
  readonly #writes = new Turns();

  constructor(sim: SimDesk) {
    this.sim = sim;
    const { db } = sim;
    storePlace(db, {
      ...{ ...PLACE, device: sim.name, name: sim.name },
      key: signingKey(sim.name).export({ format: 'pem', type: 'pkcs8' }) as string,
    });
    storeHubKey(db, { hub: HUB, key: publicBundleKey(signingKey(HUB)) });
    const needs = { db, clock: { now: () => sim.now }, writes: this.#writes };
    const changed = () => {
      this.told += 1;
    };
    this.#desk = new BundleDesk({
      ...{ ...needs, blobs: this.blobs, changed: () => undefined, purged: () => undefined },
      erase: async (numbers, told) => {
        const context = { at: sim.now, by: HUB_ACTOR, reason: '', told };
        db.transaction(() => {
          for (const _ of eraseStudents(db, numbers, context));
        });
      },
    });
    const log = { info: () => undefined, error: (event: string) => void this.logged.push(event) };
    this.sharing = new DeskSharing({ ...needs, desk: this.#desk, log, changed });
  }

  turn(files: BundleFiles, root: string): Promise<SharedAtDesk> {
    return shareAtDesk({ desk: this.#desk, db: this.sim.db, writes: this.#writes }, files, root);
  }
}

/** Desks and a hub of the simulation that have no network, and a folder that both reach. */
export class SharedScene {
  readonly hub: SimHub;
  /** On a real disk; the files in it are wherever a test has them. */
  readonly root = temporaryFolder();
  readonly office: SharedDesk;
  readonly other: SharedDesk;
  readonly sticks: Sticks;
  readonly hubBlobs: BlobStore;

  private constructor(hub: SimHub, desks: [SimDesk, SimDesk]) {
    this.hub = hub;
    this.hubBlobs = openBlobStore(temporaryFolder(), STORE_KEY);
    this.sticks = new Sticks(hub, { blobs: this.hubBlobs, uploads: new BlobUploads(50_000_000) });
    [this.office, this.other] = desks.map((desk) => new SharedDesk(desk)) as [SharedDesk, SharedDesk];
  }

  static async make(): Promise<SharedScene> {
    let time = Date.UTC(2026, 9, 1);
    const clock = () => (time += 1000);
    const random = seededRandom(1, 'shared folder');
    const hub = await SimHub.make(random, clock);
    const desks = ['office', 'other'].map((name) => SimDesk.named(name, random, clock)) as [SimDesk, SimDesk];
    for (const desk of desks) {
      await hub.enrol(desk.name, '*');
      desk.join();
    }
    const scene = new SharedScene(hub, desks);
    scene.sticks.know('office', 'other');
    scene.office.sim.scene.importRoster('sis', [{ studentNo: '1', name: '甲' }]);
    await scene.sticks.rounds(...desks);
    for (const desk of desks) setState(desk.db, 'leaseDays', '0');
    return scene;
  }

  get desks(): [SharedDesk, SharedDesk] {
    return [this.office, this.other];
  }

  get student(): string {
    return this.office.sim.db.read<{ id: string }>('SELECT id FROM student').get()!.id;
  }

  edit({ sim }: SharedDesk, phone: string): void {
    sim.scene.edit(this.student, { phone });
  }

  phone({ sim }: SharedDesk): string | null {
    return sim.db.read<{ phone: string | null }>('SELECT phone FROM student').get()!.phone;
  }

  hubTurn(files: BundleFiles): Promise<SharedAtHub> {
    return shareAtHub(this.sticks.bundles, files, this.root);
  }

  /** Until everybody has everything: each then has what the hub has, and shows it. */
  async settle(files: BundleFiles): Promise<void> {
    for (let round = 0; round < 4; round++) {
      for (const desk of this.desks) await desk.turn(files, this.root);
      await this.hubTurn(files);
    }
    for (const { sim } of this.desks) {
      checkPrefix(this.hub, sim, '*');
      checkOverlay(sim);
      checkOutcomes(this.hub, sim);
    }
  }
}
