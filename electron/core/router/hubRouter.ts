import type { HubState } from '../../../shared/contract/hub.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { progressStream } from '../progressStream.ts';
import type { Services } from '../services.ts';
import type { HostedHub } from '../sync/HostedHub.ts';
import type { SyncKeeper } from '../sync/SyncKeeper.ts';
import { type Procedures, stream } from './answer.ts';

const NO_HOST: HubState = {
  ...{ phase: 'off', canHost: false, since: null, port: null, addresses: [], fingerprint: null },
  ...{ trouble: null, content: null },
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
  return {
    state: hub.state.handler(state),
    start: hub.start.handler(async ({ input }) => {
      await mine().start(input);
      return state();
    }),
    stop: hub.stop.handler(async () => {
      await mine().stop();
      return state();
    }),
    newCode: hub.newCode.handler(() => mine().host.newCode()),
    letIn: hub.letIn.handler(async ({ input }) => {
      await mine().host.letIn({ ...input, by: by() });
      return state();
    }),
    setGrant: hub.setGrant.handler(async ({ input }) => {
      await mine().host.setGrant({ ...input, by: by() });
      return state();
    }),
    revoke: hub.revoke.handler(async ({ input }) => {
      await mine().host.revoke({ ...input, by: by() });
      return state();
    }),
    backup: hub.backup.handler(({ signal }) =>
      stream(
        progressStream((onProgress, inner) => mine().host.backup({ onProgress, signal: inner }), signal),
        services,
      ),
    ),
    keepOnly: hub.keepOnly.handler(async () => {
      await mine().host.keepOnly();
      return state();
    }),
  };
}
