import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ReadDb } from '../../electron/db/database.ts';
import { handleImage } from '../../electron/hub/handleImage.ts';
import { onBothEngines } from '../harness/hubEngines.ts';
import { expectConsistent, expectReplayEqual } from '../harness/storeInvariants.ts';
import { type ImageDesk, ImageScene } from './imageScene.ts';

const COLLEGES = ['法学院', '文学院', '理学院'];

/** A school in which there is something of nearly everything; students of two sources among them. */
async function school(scene: ImageScene, students = 60): Promise<ImageDesk> {
  const office = await scene.desk('office', '*', true);
  const { work } = office;
  const rows = Array.from({ length: students }, (_, n) => ({
    ...{ student: `s${String(n).padStart(6, '0')}`, isNew: true },
    values: {
      ...{ name: `学生${n}`, studentNo: `2023${String(n).padStart(6, '0')}`, phone: `1380000${n}` },
      collegeName: COLLEGES[n % 3]!,
      // A key that is written otherwise than it is compared.
      ...(n % 7 === 0 ? { idNumber: `11010120000719010x` } : {}),
    },
  }));
  work.write('import.chunk', { source: 'chsi', chunk: 0, rows });
  const again = rows
    .slice(0, 20)
    .map((row) => ({ ...row, isNew: false, values: { email: `${row.student}@a.cn` } }));
  work.write('import.chunk', { source: 'sis', chunk: 0, rows: again });
  const campaign = work.campaign();
  work.verdict(
    campaign,
    rows.slice(5, 15).map(({ student }) => student),
    'correct',
  );
  work.edit('s000003', { remark: '补录' });
  await office.sync();
  return office;
}

/** Everything that is shown, whatever numbers a store gives of itself. */
function shownOf(db: ReadDb): unknown {
  const ids = 'SELECT student.id AS student';
  return {
    students: db
      .read<{ n: number }>('SELECT * FROM student ORDER BY id')
      .all()
      .map(({ n: _, ...row }) => row),
    records: db
      .read(`${ids}, source, fields FROM source_record JOIN student ON n = student_n ORDER BY 1, 2`)
      .all(),
    keys: db.read(`${ids}, field, value FROM other_key JOIN student ON n = student_n ORDER BY 1, 2, 3`).all(),
    verified: db
      .read(
        `${ids}, verdict, verdict_at, fields_unchanged FROM verification JOIN student ON n = student_n ORDER BY 1`,
      )
      .all(),
    campaigns: db.read('SELECT * FROM campaign ORDER BY id').all(),
    versions: db.read('SELECT entity, entity_id, ver FROM sync_row ORDER BY 1, 2').all(),
  };
}

onBothEngines((engine) => {
  const scene = async () => new ImageScene(await engine.hub());

  it.each([
    ['the whole school', '*' as const],
    ['a college', ['文学院']],
  ])(
    'tells %s by a file what it tells in an answer, and the log of the desk replays to it',
    async (_, grant) => {
      const made = await scene();
      await school(made);
      const [one, other] = [await made.desk('file', grant), await made.desk('answer', grant, true)];
      await one.sync();
      await other.sync();
      expect(made.images.made).toBe(1);
      expect(shownOf(one.db)).toEqual(shownOf(other.db));
      expect(one.db.read('SELECT count(*) AS n FROM student').get()).toEqual({ n: grant === '*' ? 60 : 20 });
      expectReplayEqual(one.db);
      expectConsistent(one.db);
    },
  );

  it('makes one image for all that ask at the same time, and for those that come later', async () => {
    const made = await scene();
    await school(made);
    const ask = async (at: number) => {
      await made.enrol(`pc-${at}`, '*');
      return handleImage(made.hub.db, { device: `pc-${at}`, acked: 0 }, made.images);
    };
    const answers = await Promise.all(Array.from({ length: 50 }, (_, at) => ask(at)));
    const ids = answers.map((answer) => answer.kind === 'image' && answer.file?.id);
    expect(new Set(ids).size).toBe(1);
    expect(await ask(50)).toMatchObject({ file: { id: ids[0] } });
    expect(made.images.made).toBe(1);
  });

  it('leaves nothing that can be read where images lie', async () => {
    const made = await scene();
    await school(made);
    await (await made.desk('pc', '*')).sync();
    const files = readdirSync(made.folder);
    expect(files).toHaveLength(1);
    const bytes = readFileSync(join(made.folder, files[0]!));
    for (const said of ['学生', '法学院', '20230000', 'record']) expect(bytes.includes(said)).toBe(false);
  });

  it('tells what was done behind the image by the log, and makes another one for who is ahead of it', async () => {
    const made = await scene();
    const office = await school(made);
    const first = await made.desk('first', '*');
    await first.sync();
    office.work.edit('s000001', { phone: '13911112222' });
    await office.sync();
    const later = await made.desk('later', '*');
    await later.sync();
    expect(made.images.made).toBe(1);
    expect(shownOf(later.db)).toEqual(shownOf(office.db));
    await first.sync();
    // It is told to begin anew by a change of its grant, and knows more than the image.
    await made.hub.db.updateTable('device').set({ grant_version: 2 }).where('id', '=', 'first').execute();
    await first.sync();
    expect(made.images.made).toBe(2);
    expect(shownOf(first.db)).toEqual(shownOf(office.db));
  });

  it('gives no image with a student who went to another college, and none to who has another grant', async () => {
    const made = await scene();
    const office = await school(made);
    await made.enrol('law', ['法学院']);
    const asked = await handleImage(made.hub.db, { device: 'law', acked: 0 }, made.images);
    if (asked.kind !== 'image' || asked.file === null) throw new TypeError(asked.kind);
    const { id, bytes, sha256 } = asked.file;
    const whole = await made.piece('law', id, 0, bytes - 1);
    expect(createHash('sha256').update(whole!).digest('hex')).toBe(sha256);
    expect(await made.piece('office', id, 0, 9)).toBeNull();
    office.work.edit('s000000', { collegeName: '文学院' });
    await office.sync();
    expect(await made.piece('law', id, 0, 9)).toBeNull();
    const again = await handleImage(made.hub.db, { device: 'law', acked: 0 }, made.images);
    expect(again).toMatchObject({ kind: 'image', file: { rows: asked.file.rows - 2 } });
    expect(readdirSync(made.folder)).toHaveLength(1);
  });

  it('goes on where a download was cut, and takes nothing that is not what the hub made', async () => {
    const made = await scene();
    await school(made);
    const desk = await made.desk('pc', '*');
    const froms: number[] = [];
    desk.onPiece = (piece, from) => {
      froms.push(from);
      if (froms.length === 1) return piece!.subarray(0, 1000);
      if (froms.length === 2) throw new Error('cut');
      return piece;
    };
    await expect(desk.sync()).rejects.toThrow('cut');
    expect(shownOf(desk.db)).toMatchObject({ students: [] });
    await desk.sync();
    expect(froms).toEqual([0, 1000, 1000]);
    const other = await made.desk('other', '*');
    let spoilt = 0;
    other.onPiece = (piece) => {
      if (spoilt++ === 0) piece![500]! ^= 1;
      return piece;
    };
    await other.sync();
    expect(spoilt).toBe(2);
    expect(shownOf(other.db)).toEqual(shownOf(desk.db));
    expect(made.images.made).toBe(1);
  });

  it('gives a device that was revoked no more of it, and the device keeps what it had', async () => {
    const made = await scene();
    await school(made);
    const desk = await made.desk('pc', '*');
    let pieces = 0;
    desk.onPiece = (piece) => {
      if (pieces++ === 0) return piece!.subarray(0, 1000);
      return piece;
    };
    const ask = made.images.read.bind(made.images);
    made.images.read = async (device, id) => {
      if (pieces === 1)
        await made.hub.db.updateTable('device').set({ state: 'revoked' }).where('id', '=', 'pc').execute();
      return ask(device, id);
    };
    expect(await desk.client.pull()).toEqual({ kind: 'stopped', why: 'revoked' });
    expect(shownOf(desk.db)).toMatchObject({ students: [] });
    expect(readdirSync(join(desk.dataDir, 'sync-image'))).toEqual([]);
  });

  it('keeps what was done here, and shows it on top of the image', async () => {
    const made = await scene();
    const office = await school(made);
    const desk = await made.desk('pc', '*');
    desk.work.write('import.chunk', {
      ...{ source: 'chsi', chunk: 0 },
      rows: [{ student: 's000004', isNew: true, values: { name: '学生4', remark: '本机' } }],
    });
    await desk.sync();
    await office.sync();
    expect(shownOf(desk.db)).toEqual(shownOf(office.db));
    expect(desk.db.read("SELECT remark FROM student WHERE id = 's000004'").get()).toEqual({ remark: '本机' });
    expectReplayEqual(desk.db);
  });
});
