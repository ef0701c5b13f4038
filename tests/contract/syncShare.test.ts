import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { onBothEngines } from '../harness/hubEngines.ts';
import { type Now, type Refused, SyncOffice } from '../harness/syncOffice.ts';

interface Turn {
  taken: unknown[];
  refused: { names: string[]; error: { code: string; case: string } }[];
  written: { mutations: number }[] | { mutations: number } | null;
  swept: number;
}

onBothEngines((engine) => {
  it('passes bundles by a shared folder: nothing half, nothing twice, and nothing is left lying for ever', async () => {
    const office = new SyncOffice(await engine.place());
    await office.serve();
    for (const name of ['one', 'other']) await office.joined(name);
    await office.cut();
    const share = office.path('share');
    const turn = (name: string) => office.desk<Turn & Refused>(name, 'sync', 'now', '--share', share);
    const hubTurn = () => office.hub<Turn & Refused>('share', share);
    const lying = () =>
      (readdirSync(share, { recursive: true }) as string[]).filter((name) => name.endsWith('.xjs')).sort();
    const waiting = async (name: string) => (await office.desk<Now>(name, 'sync', 'status')).json.waiting;

    // A drive that is not there is not made up on this disk.
    expect((await turn('one')).json.error.code).toBe('FILE_NOT_FOUND');
    expect((await hubTurn()).json.error.code).toBe('FILE_NOT_FOUND');
    mkdirSync(share);

    await office.work('one', '13600000002');
    const waits = await waiting('one');
    expect((await turn('one')).json.written).toMatchObject({ mutations: waits });
    const [up] = lying();
    // Half a copy, as it lies there while it is written by somebody who does not rename.
    const whole = readFileSync(join(share, up!));
    writeFileSync(join(share, up!), whole.subarray(0, whole.length / 2));
    // Nothing is written for a desk that was never there.
    await turn('other');
    const half = await hubTurn();
    expect([half.code, half.json.refused.map(({ error }) => error.case)]).toEqual([1, ['unfinished']]);
    expect(half.json.taken).toMatchObject([{ mutations: 0 }]);
    writeFileSync(join(share, up!), whole);
    expect(await hubTurn()).toMatchObject({ code: 0, json: { taken: [{ mutations: waits }], refused: [] } });
    expect(await hubTurn()).toMatchObject({ code: 0, json: { taken: [], written: [] } });

    // What the hub put there before it could read the half one is behind one, which was away meanwhile; of the log it has
    // nothing that the other has not.
    expect((await turn('one')).json.taken).toHaveLength(2);
    expect((await turn('other')).json.taken).toMatchObject([{ isKnown: true }, { isKnown: false }]);
    expect(await office.phone('other')).toBe('13600000002');
    expect(await waiting('one')).toBe(0);
    expect(await turn('other')).toMatchObject({ code: 0, json: { taken: [], written: null } });

    // A bundle that somebody took away before it came is written again.
    await office.work('other', '13500000003');
    await turn('other');
    const inbox = join(share, 'in');
    renameSync(inbox, office.path('elsewhere'));
    expect((await hubTurn()).json.taken).toEqual([]);
    expect((await turn('other')).json.written).toMatchObject({ mutations: await waiting('other') });
    rmSync(office.path('elsewhere'), { recursive: true });

    // Everybody has everything: what was acknowledged is gone.
    for (let round = 0; round < 3; round++) {
      await hubTurn();
      for (const name of ['one', 'other']) await turn(name);
    }
    expect(await office.phone('one')).toBe('13500000003');
    expect(await waiting('other')).toBe(0);
    const left = lying();
    const perFolder = Object.values(
      Object.groupBy(left, (name) => name.split(/[\\/]/).slice(0, 2).join('/')),
    );
    for (const files of perFolder) expect(files!.length).toBeLessThanOrEqual(2);
    for (const name of ['one', 'other'])
      expect(await turn(name)).toMatchObject({ json: { taken: [], written: null } });
    expect(await hubTurn()).toMatchObject({ json: { taken: [], written: [] } });
    expect(lying()).toEqual(left);
  }, 240_000);
});
