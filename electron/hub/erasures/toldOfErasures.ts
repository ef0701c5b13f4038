import type { ErasuresTold } from '../../sync/client/toldErasures.ts';
import type { HubDb } from '../hubPorts.ts';
import { readAtOnce } from '../readAtOnce.ts';
import { erasuresFor, keysOf, standingOf } from './exchangeErasures.ts';
import { sealOf } from './recordErasure.ts';

/** What a device is told of erasures in a bundle, where nothing can be asked. `refused`: those that were not taken from it. */
export function toldOfErasures(db: HubDb, device: string, refused: string[]): Promise<ErasuresTold> {
  return readAtOnce(db, async (tx) => {
    const { secret, stored, hasOffice } = await erasuresFor(tx, device);
    const known: ErasuresTold['known'] = [];
    for (const { id, at } of stored) {
      const erasure = { id, at: Number(at), students: await keysOf(tx, id) };
      known.push({ ...erasure, seal: sealOf(erasure, secret) });
    }
    const receipts = await tx
      .selectFrom('erasure_receipt')
      .select('erasure')
      .where('device', '=', device)
      .execute();
    return {
      ...{ known, receipts: receipts.map(({ erasure }) => erasure), refused },
      standing: hasOffice ? await standingOf(tx, stored) : [],
    };
  });
}
