import { AppError } from '../../../shared/domain/errors.ts';
import { systemNetPorts } from '../../core/ports/systemNetPorts.ts';
import type { HubHostBundles } from '../../core/sync/HubHost.ts';
import { requireFolder } from '../../core/sync/shareAtDesk.ts';
import type { BundleFiles } from '../../sync/bundle/bundleFiles.ts';
import { diskFiles } from '../../sync/bundle/diskFiles.ts';
import type { Verifying } from '../../sync/bundle/verifyPart.ts';
import { bundleHubOf } from '../bundles/bundleHubOf.ts';
import { exportDown } from '../bundles/exportDown.ts';
import { type BundleHub, importUp } from '../bundles/importUp.ts';
import { lookUp } from '../bundles/lookUp.ts';
import type { OpenHub } from '../openHub.ts';
import { setShare } from './hubShare.ts';

interface Needs {
  /** In the hub’s database, beside the process that serves it. */
  ask<Result>(work: (hub: OpenHub) => Promise<Result>): Promise<Result>;
  /** The hub’s process takes a turn at the shared folder now. */
  shareNow(): void;
  changed(): void;
}

/** Bundles that people carry to and from the hub of this computer, and the folder through which they go by themselves. */
export class HostedBundles implements HubHostBundles {
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  look(...[files, paths, running]: Parameters<HubHostBundles['look']>): ReturnType<HubHostBundles['look']> {
    return this.#ask(async (hub) => {
      const { held } = await lookUp(hub, files, paths, running);
      const { name, problem, isKnown, mutations, people, files: photos } = held;
      return {
        name,
        problem: problem && { code: problem.code, params: problem.params },
        held: { isKnown, isWhole: false, deeds: mutations, rows: 0, people, files: photos },
      };
    });
  }

  async take(files: BundleFiles, paths: readonly string[], running: Verifying) {
    try {
      const { device: _, at: __, ...taken } = await this.#ask((hub) => importUp(hub, files, paths, running));
      return taken;
    } finally {
      this.#needs.changed();
    }
  }

  async write(device: string, whole: boolean, folder: string, running: Verifying) {
    const { number, from, files, name } = await this.#ask(async (hub) => {
      const made = await exportDown(
        hub,
        device,
        { files: diskFiles, folder, name: null },
        { whole, ...running },
      );
      const named = await hub.db
        .selectFrom('device')
        .select('name')
        .where('id', '=', device)
        .executeTakeFirst();
      if (!named) throw new AppError('HUB_DEVICE');
      return { ...made, name: named.name };
    });
    return { number, isWhole: from === null, names: files, name };
  }

  async setShare(folder: string | null, by: string): Promise<boolean> {
    if (folder !== null) await requireFolder(folder);
    const isOther = await this.#needs.ask(({ db }) => setShare(db, folder, { by, at: systemNetPorts.now() }));
    this.#needs.shareNow();
    this.#needs.changed();
    return isOther;
  }

  #ask<Result>(work: (hub: BundleHub) => Promise<Result>): Promise<Result> {
    return this.#needs.ask(async (hub) => work(await bundleHubOf(hub, systemNetPorts)));
  }
}
