/** A process that makes a plain store with a demo school, as an earlier version did: `node plainStore.ts DIR STUDENTS`. */
import { createCore } from '../../electron/core/createCore.ts';
import { systemClock } from '../../electron/core/ports/systemClock.ts';
import { uuidIds } from '../../electron/core/ports/uuidIds.ts';
import { resultOf, strictLog } from './openCore.ts';

const [dataDir, students] = process.argv.slice(2) as [string, string];
const core = await createCore({
  ...{ dataDir, key: null, clock: systemClock, ids: uuidIds, log: strictLog, actor: 'test' },
});
await resultOf(await core.client.admin.fillDemo({ students: Number(students), seed: 3 }));
await core.close();
