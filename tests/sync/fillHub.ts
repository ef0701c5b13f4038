import { LogWriter } from '../../electron/hub/LogWriter.ts';
import { lockPartition } from '../../electron/hub/lockPartition.ts';
import type { OpenHub } from '../../electron/hub/openHub.ts';

/** A commit of `count` entries, each of a row of its own; returns the head. */
export function fillHub({ db }: Pick<OpenHub, 'db'>, count: number, name = 'row'): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const log = new LogWriter(await lockPartition(tx), 1_700_000_000_000);
    for (let n = 0; n < count; n++) {
      const patch = { name: `${name} ${n} 张三` };
      const device = 'device-1';
      log.note({
        kind: 'up',
        scope: '*',
        entity: 'setting',
        row: `${name}-${n}`,
        ver: 1,
        patch,
        device,
        mid: n,
      });
    }
    await log.write(tx);
    return log.seq;
  });
}
