/**
 * A desk in a process of its own that works and syncs until it is killed. It says at once what it has committed. Told
 * `rest`, it works no more, and says when all of it is at the hub and all of the hub’s is here.
 *
 *   fork: syncingDesk.ts FOLDER NAME
 */

import { createCore } from '../../electron/core/createCore.ts';
import { systemClock } from '../../electron/core/ports/systemClock.ts';
import { uuidIds } from '../../electron/core/ports/uuidIds.ts';
import { netDoor } from '../../electron/core/sync/netDoor.ts';
import { STORE_KEY } from '../harness/storeKey.ts';
import type { DeskSays, DeskTold } from './deskTalk.ts';

const [dataDir = '', name = ''] = process.argv.slice(2);
const say = (what: DeskSays) => process.send!(what);
const core = await createCore({
  ...{
    dataDir,
    key: STORE_KEY,
    clock: systemClock,
    ids: uuidIds,
    actor: name,
    hubDoor: netDoor,
    syncs: true,
  },
  log: {
    info: () => undefined,
    error: (event, error) => void process.stderr.write(`${event}: ${String((error as Error)?.stack)}\n`),
  },
});
const { sync, students } = core.client;
/** What is done in one life: the hub is not to be drowned in it. */
const AT_MOST = 40;
let isResting = false;

async function join(address: string, code: string): Promise<void> {
  const { pin } = await sync.look({ address });
  await sync.join({ address, pin, code, name });
  say({ kind: 'joined', own: (await sync.status()).hub?.own ?? '' });
}

/** Students whose number ends so are this desk’s alone; the last of them everybody’s. */
async function work(from: number): Promise<void> {
  const { items } = await students.page({ query: {}, offset: 0, limit: 500 });
  const own = items.filter(({ values }) => values.className === `班${name}`);
  const shared = items.filter(({ values }) => values.className === '班');
  for (let at = from; at < from + AT_MOST && !isResting; at++) {
    const text = `${name}-${String(at).padStart(6, '0')}`;
    const student = own[at % own.length]!;
    await students.setFields({ id: student.id, values: { departmentName: text }, reason: '' });
    say({ kind: 'kept', text });
    // What both write is disputed by one of them.
    if (at % 5 === 0)
      await students.setFields({
        ...{ id: shared[at % shared.length]!.id, values: { majorName: text }, reason: '' },
      });
  }
  say({ kind: 'resting' });
}

async function rest(): Promise<void> {
  isResting = true;
  for (;;) {
    const { phase, waiting, why } = await sync.now();
    if (phase === 'synced' && waiting === 0) break;
    if (phase === 'stopped') throw new Error(`sync stopped: ${why}`);
  }
  say({ kind: 'rested' });
}

process.on('message', (told: DeskTold) => {
  const doing =
    told.kind === 'join'
      ? join(told.address, told.code)
      : told.kind === 'work'
        ? work(told.from)
        : told.kind === 'rest'
          ? rest()
          : core.close().then(() => process.exit(0));
  doing.catch((error: unknown) => {
    process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
    process.exit(1);
  });
});
say({ kind: 'ready' });
