import type { HubState, WrittenDownBundle } from '../../../shared/contract/hub.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { grantDetail, tellHub } from '../people/tellHub.ts';
import type { Services } from '../services.ts';
import type { HostedHub } from '../sync/HostedHub.ts';
import { handedBundles } from '../sync/handedBundles.ts';
import type { SyncKeeper } from '../sync/SyncKeeper.ts';
import type { Running } from '../workThread.ts';
import { type Procedures, streamOf } from './answer.ts';

const HUB_SHEET_NAME = '主机恢复密钥';

const NO_HOST: HubState = {
  ...{ phase: 'off', canHost: false, since: null, port: null, addresses: [], fingerprint: null },
  ...{ trouble: null, store: null, content: null },
};

/** `hosted` null: this host of the core can run no hub. */
export function hubRouter(
  { hub }: Procedures,
  services: Services,
  hosted: HostedHub | null,
  keeper: SyncKeeper,
) {
  const mine = (): HostedHub => {
    if (hosted === null) throw new AppError('NOT_YET', { feature: 'hub' });
    return hosted;
  };
  const state = async (): Promise<HubState> =>
    hosted === null ? NO_HOST : hosted.host.state(keeper.state.place?.device ?? null);
  const by = () => services.actor;
  const handed = handedBundles(services);
  const write = async (
    { device, whole }: { device: string; whole: boolean },
    { signal, onProgress }: Running,
  ): Promise<WrittenDownBundle> => {
    let done = 0;
    const onBytes = (bytes: number) => {
      done += bytes;
      onProgress({ stage: 'write', done, total: null });
    };
    let made = { number: 0, isWhole: false, name: '' };
    const downloads = await handed.handOut(
      signal,
      async (folder) => {
        const { names, ...said } = await mine().host.bundles.write(device, whole, folder, {
          signal,
          onBytes,
        });
        made = said;
        return names;
      },
      // Several lie on one stick: whose it is is told by its name.
      (file) => `xueji-${made.name.replace(/[^\p{L}\p{N}_-]+/gu, '-')}-${file}`,
    );
    return { number: made.number, isWhole: made.isWhole, downloads };
  };
  return {
    state: hub.state.handler(state),
    start: hub.start.handler(async ({ input }) => {
      await mine().start(input);
      await tellHub(services, 'hub-started', { name: input.name, port: input.port });
      return state();
    }),
    stop: hub.stop.handler(async () => {
      await mine().stop();
      await tellHub(services, 'hub-stopped');
      return state();
    }),
    kept: hub.kept.handler(({ input }) => mine().host.kept(input)),
    newCode: hub.newCode.handler(async () => {
      const made = await mine().host.newCode(by());
      await tellHub(services, 'hub-code');
      return made;
    }),
    letIn: hub.letIn.handler(async ({ input }) => {
      const changed = await mine().host.letIn({ ...input, by: by() });
      await tellHub(services, 'device-let-in', grantDetail(input.device, changed));
      return state();
    }),
    setGrant: hub.setGrant.handler(async ({ input }) => {
      const changed = await mine().host.setGrant({ ...input, by: by() });
      const detail = grantDetail(input.device, changed);
      if (detail.grant !== detail.grantBefore) await tellHub(services, 'device-granted', detail);
      return state();
    }),
    setLease: hub.setLease.handler(async ({ input }) => {
      const daysBefore = await mine().host.setLease(input.days, by());
      if (daysBefore !== input.days) await tellHub(services, 'hub-lease', { ...input, daysBefore });
      return state();
    }),
    revoke: hub.revoke.handler(async ({ input }) => {
      const changed = await mine().host.revoke({ ...input, by: by() });
      await tellHub(services, 'device-revoked', grantDetail(input.device, changed));
      return state();
    }),
    backup: hub.backup.handler(({ signal }) =>
      streamOf(services, signal, (running) => mine().host.backup(running)),
    ),
    makeRecoverySheet: hub.makeRecoverySheet.handler(async ({ input }) => {
      const file = services.downloads.begin(HUB_SHEET_NAME, 'pdf');
      await mine().host.printRecovery(file.sink(), input.language, by());
      await tellHub(services, 'hub-key');
      return { download: file.done() };
    }),
    lookBundles: hub.lookBundles.handler(({ input, signal }) =>
      streamOf(services, signal, (running) =>
        handed.look(input.files, running, (...one) => mine().host.bundles.look(...one)),
      ),
    ),
    takeBundle: hub.takeBundle.handler(({ input, signal }) =>
      streamOf(services, signal, (running) =>
        handed.take(input.files, running, (...one) => mine().host.bundles.take(...one)),
      ),
    ),
    writeBundle: hub.writeBundle.handler(({ input, signal }) =>
      streamOf(services, signal, (running) => write(input, running)),
    ),
    setShare: hub.setShare.handler(async ({ input }) => {
      const isOther = await mine().host.bundles.setShare(input.folder, by());
      if (isOther) await tellHub(services, 'hub-folder', { folder: input.folder ?? '' });
      return state();
    }),
    keepOnly: hub.keepOnly.handler(async () => {
      await mine().host.keepOnly(by());
      await tellHub(services, 'hub-kept-only');
      return state();
    }),
  };
}
