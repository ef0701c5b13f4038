import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { openHub } from '../../../electron/hub/openHub.ts';
import { readAtOnce } from '../../../electron/hub/readAtOnce.ts';
import { verifyLog } from '../../../electron/hub/verifyLog.ts';
import { hubPorts, noTrouble, onPostgres } from '../../harness/hubEngines.ts';
import { HubDevice } from '../HubDevice.ts';

const PROCESS = join(import.meta.dirname, 'pushingProcess.ts');
const PUSHES = 25;

onPostgres((engine) => {
  it('takes everything once from several hub processes, one of them killed in the middle', async () => {
    const place = await engine.place();
    if (place.engine !== 'postgres') throw new TypeError('no server');
    const hub = await openHub(place, hubPorts(), noTrouble);
    onTestFinished(() => hub.close());
    const devices = ['a1', 'a2', 'b1', 'b2', 'c1', 'c2'];
    for (const id of devices) await HubDevice.enrolled(hub, hubPorts(), id, '*');
    const acknowledged: string[] = [];
    const start = (ids: string[], heard: (child: ChildProcess) => void = () => undefined) => {
      const child = spawn(process.execPath, [PROCESS, place.url, String(PUSHES), ...ids], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      createInterface({ input: child.stdout! }).on('line', (line) => {
        acknowledged.push(line);
        heard(child);
      });
      return once(child, 'close') as Promise<[number | null, string | null]>;
    };
    let left = 10;
    const killed = start(['a1', 'a2'], (child) => {
      left -= 1;
      if (left === 0) child.kill('SIGKILL');
    });
    const others = await Promise.all([start(['b1', 'b2']), start(['c1', 'c2'])]);
    expect(others).toEqual([
      [0, null],
      [0, null],
    ]);
    expect(await killed).toEqual([null, 'SIGKILL']);
    // Its devices go on at another one.
    expect(await start(['a1', 'a2'])).toEqual([0, null]);

    const { fault } = await readAtOnce(hub.db, (tx) => verifyLog(tx));
    expect(fault).toBeNull();
    const answers = await hub.db
      .selectFrom('log')
      .select(['device', 'mid'])
      .where('kind', '=', 'ack')
      .execute();
    const answered = answers.map(({ device, mid }) => `${device} ${Number(mid)}`);
    const all = devices.flatMap((id) => Array.from({ length: PUSHES }, (_, at) => `${id} ${at + 1}`));
    expect([...answered].sort()).toEqual([...all].sort());
    // What was acknowledged before the kill is there, and nothing was taken twice.
    expect(acknowledged.filter((one) => !answered.includes(one))).toEqual([]);
    const rows = await hub.db
      .selectFrom('row')
      .select('ver')
      .where('row_id', '<>', 'hot/chsi')
      .where('entity', '=', 'record')
      .execute();
    expect(rows.map(({ ver }) => Number(ver))).toEqual(all.map(() => 1));
  });
});
