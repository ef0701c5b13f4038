import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { Contract } from '../../shared/contract/index.ts';
import { connectCore } from './connectCore.ts';
import { queryClient } from './queryClient.ts';

const connection = connectCore<Contract>();

/** The typed client, for streams (`for await (const event of await core.imports.plan(…))`) and for direct calls. */
export const core = connection.client;

/** Query and mutation options for every procedure, e.g. `useQuery(orpc.campaigns.list.queryOptions())`. */
export const orpc = createTanstackQueryUtils(core);

// A new core may know more (or, after a crash, less) than what is on the screen: ask again for all of it.
connection.onReconnected(() => void queryClient.invalidateQueries());
