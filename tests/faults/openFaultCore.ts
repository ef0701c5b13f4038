import type { Core, CoreOptions } from '../../electron/core/core.ts';
import { createCore } from '../../electron/core/createCore.ts';
import { systemClock } from '../../electron/core/ports/systemClock.ts';
import { uuidIds } from '../../electron/core/ports/uuidIds.ts';
import { strictLog } from '../harness/openCore.ts';
import { STORE_KEY } from '../harness/storeKey.ts';

/** A real core on an encrypted store, as an office has it. */
export function openFaultCore(
  dataDir: string,
  clock = systemClock,
  more: Partial<CoreOptions> = {},
): Promise<Core> {
  const given = { dataDir, key: STORE_KEY, clock, ids: uuidIds, log: strictLog, actor: '测试员' };
  return createCore({ ...given, ...more });
}
