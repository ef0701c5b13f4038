import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { drawJpeg } from '../fixtures/drawPhoto.ts';
import { onBothEngines } from '../harness/hubEngines.ts';
import { type Now, SyncOffice } from '../harness/syncOffice.ts';
import { THREE_STUDENTS } from '../harness/threeStudents.ts';

onBothEngines((engine) => {
  it('brings a photo from desk to desk, and on from a backup of the hub', async () => {
    const office = new SyncOffice(await engine.place());
    await office.serve();
    await office.joined('one');
    await office.work('one', '13600000002');
    const photo = office.path(`${THREE_STUDENTS[1]![0]}.jpg`);
    writeFileSync(photo, await drawJpeg({ seed: 1 }));
    const taken = await office.desk('one', 'import', photo, '--as', 'photos', '--role', 'graduation');
    expect(taken.code).toBeLessThan(2);
    const synced = (name: string) => office.desk<Now>(name, 'sync', 'now');
    expect((await synced('one')).json).toMatchObject({ phase: 'synced', waiting: 0 });
    const names = (name: string) => globSync('blobs/*/*', { cwd: office.path(name) });
    expect(names('one')).toHaveLength(1);

    await office.joined('other');
    expect(names('other')).toEqual(names('one'));
    expect((await office.desk<{ problems: unknown[] }>('other', 'check')).code).toBe(0);

    const { json } = await office.hub<{ files: { kept: number; lost: number } }>(
      ...(['backup', office.path('hub.xjh')] as const),
    );
    expect(json.files).toEqual({ kept: 1, lost: 0 });
    const [kept] = globSync('xueji-hub-files/blobs/*/*', { cwd: office.folder });
    const plain = await drawJpeg({ seed: 1 });
    expect(readFileSync(join(office.folder, kept!)).includes(plain.subarray(200, 260))).toBe(false);
  }, 120_000);
});
