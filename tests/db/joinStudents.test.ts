import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchRow, updatedCounts } from '../../electron/changes/batchRow.ts';
import { studentAlias } from '../../electron/db/tables/studentAliases.ts';
import { studentsWithKey } from '../../electron/db/tables/studentKeys.ts';
import { studentById, studentNumberOf } from '../../electron/db/tables/studentTable.ts';
import { expectConsistent, expectReplayEqual, tablesOf } from '../harness/storeInvariants.ts';
import { type StoreScene, scene } from '../harness/storeScene.ts';

const ABOUT = { file: '', format: '', encoding: null, sheet: null, headerRow: null, campaign: null };

/** 王五, whom 学信网 and the 教务 system know under different numbers, and another student. */
function twice(made: StoreScene): { kept: string; joined: string } {
  const { rows } = made.importRoster('chsi', [
    { studentNo: '2022003', name: '王五', collegeName: '数学学院' },
    { studentNo: '2022009', name: '赵六' },
  ]);
  const other = made.importRoster('sis', [{ studentNo: '2099003', name: '王五', phone: '1' }]);
  return { kept: rows[0]!.student!, joined: other.rows[0]!.student! };
}

function join(made: StoreScene, { kept, joined }: { kept: string; joined: string }): string {
  const batch = made.nextId();
  made.write('student.join', { kept, joined, batch, at: made.now, actor: '测试员' }, batch);
  const about = {
    ...ABOUT,
    id: batch,
    kind: 'edit' as const,
    source: 'staff',
    at: made.now,
    actor: '测试员',
  };
  made.write('row.save', batchRow({ ...about, counts: updatedCounts(2) }), batch);
  return batch;
}

/** Every table but what an undone batch itself leaves. */
const tables = (made: StoreScene) => ({
  ...tablesOf(made.db),
  ...tablesOf(made.db, ['event']),
});

describe('two students who are one person', () => {
  it(
    'are one from then on: every key leads there, and the next file finds them',
    scene((made) => {
      const pair = twice(made);
      join(made, pair);
      const kept = studentById(made.db, pair.kept)!;
      expect(studentById(made.db, pair.joined)).toBeNull();
      expect(kept.sources).toBe(3);
      expect(kept.values).toMatchObject({ studentNo: '2022003', phone: '1' });
      expect(studentsWithKey(made.db, 'studentNo', '2099003')).toEqual([kept.n]);
      const again = made.importRoster('sis', [{ studentNo: '2099003', name: '王五', phone: '2' }]);
      expect(again.rows.map(({ outcome, student }) => [outcome, student])).toEqual([['updated', pair.kept]]);
      expect(studentById(made.db, pair.kept)!.values.phone).toBe('2');
    }),
  );

  it(
    'are both there again, numbers and all, when it is undone',
    scene(async (made) => {
      const pair = twice(made);
      const campaign = made.campaign({ coveredFields: ['name', 'collegeName'] });
      made.verdict(campaign, [pair.joined], 'correct', { saidAt: made.now - 1 });
      made.verdict(campaign, [pair.kept], 'wrong');
      made.photos('admission', [
        { student: pair.kept, hash: 'aa' },
        { student: pair.joined, hash: 'bb' },
      ]);
      made.photos('graduation', [{ student: pair.joined, hash: 'cc' }]);
      made.edit(pair.kept, { grade: '2022' });
      made.edit(pair.joined, { grade: '2021', className: '一班' });
      const before = tables(made);
      const batch = join(made, pair);
      expectConsistent(made.db);
      expectReplayEqual(made.db);
      const kept = studentById(made.db, pair.kept)!;
      expect(kept.values).toMatchObject({ grade: '2022', className: '一班' });
      const photos = made.db
        .read('SELECT role, hash FROM photo WHERE student_n = ? ORDER BY role')
        .all(kept.n);
      expect(photos).toEqual([
        { role: 'admission', hash: 'aa' },
        { role: 'graduation', hash: 'cc' },
      ]);
      expect(made.verification(campaign, pair.kept)?.verdict).toBe('wrong');
      expect(await made.undo(batch)).toMatchObject({ kept: [] });
      expect(tables(made)).toEqual(before);
    }),
  );

  it(
    'take along what was said since when they are parted again',
    scene(async (made) => {
      const pair = twice(made);
      const batch = join(made, pair);
      made.importRoster('sis', [{ studentNo: '2099003', name: '王五', phone: '2', grade: '2022' }]);
      made.edit(pair.kept, { email: 'a@b.cn' });
      expect(await made.undo(batch)).toMatchObject({ kept: [] });
      expect(studentById(made.db, pair.joined)!.values).toMatchObject({
        phone: '2',
        grade: '2022',
        email: null,
      });
      expect(studentById(made.db, pair.kept)!.values).toMatchObject({ phone: null, email: 'a@b.cn' });
      const again = made.importRoster('sis', [
        { studentNo: '2099003', name: '王五', phone: '2', grade: '2022' },
      ]);
      expect(again.rows.map(({ outcome, student }) => [outcome, student])).toEqual([
        ['unchanged', pair.joined],
      ]);
    }),
  );

  it(
    'keep what contact lists said of the one who stays, take it from the other where there is none, and give it back',
    scene(async (made) => {
      const pair = twice(made);
      const say = (student: string, values: { phone?: string; email?: string }) =>
        made.write('contacts.set', { classes: [], students: [{ student, values }] }, made.nextId());
      const phones = () => [pair.kept, pair.joined].map((id) => studentById(made.db, id)?.values.phone);
      say(pair.joined, { phone: '13900000001' });
      const first = join(made, pair);
      expect(phones()).toEqual(['13900000001', undefined]);
      expect(await made.undo(first)).toMatchObject({ kept: [] });
      expect(phones()).toEqual([null, '13900000001']);
      say(pair.kept, { phone: '13900000002' });
      const before = tables(made);
      const second = join(made, pair);
      expect(phones()).toEqual(['13900000002', undefined]);
      expectReplayEqual(made.db);
      expect(await made.undo(second)).toMatchObject({ kept: [] });
      expect(tables(made)).toEqual(before);
    }),
  );

  it(
    'stay one, and it is said, while the one was joined on to a third; the id is never given to another',
    scene(async (made) => {
      const pair = twice(made);
      const third = made.importRoster('admission', [{ examNo: '22110101100003', name: '王五' }]).rows[0]!
        .student!;
      const first = join(made, pair);
      const second = join(made, { kept: third, joined: pair.kept });
      expect(studentById(made.db, third)!.sources).toBe(7);
      expect((await made.undo(first)).kept).toMatchObject([{ fields: ['student'] }]);
      expect(studentAlias(made.db, pair.joined)).not.toBeNull();
      // Their number was corrected since, and another student has the old one now.
      made.importRoster('sis', [{ studentNo: '2022003', name: '王五' }]);
      const other = made.importRoster('sis', [{ studentNo: '2099003', name: '孙七' }]).rows[0]!;
      expect(other.outcome).toBe('created');
      expect(other.student).not.toBe(pair.joined);
      expect((await made.undo(second)).kept).toEqual([]);
      expect(studentNumberOf(made.db, pair.kept)).not.toBeNull();
    }),
  );

  it(
    'are not joined when one source knows both',
    scene((made) => {
      const { rows } = made.importRoster('chsi', [
        { studentNo: '1', name: '王五' },
        { studentNo: '2', name: '王五' },
      ]);
      const [kept, joined] = rows.map(({ student }) => student!) as [string, string];
      const args = { kept, joined, batch: 'b', at: made.now, actor: '测试员' };
      expect(made.write('student.join', args)).toEqual([]);
    }),
  );

  it('come back whole whatever they had, whatever came after', async () => {
    const steps = fc.array(
      fc.constantFrom(
        'sis',
        'chsi',
        'verdict',
        'photo',
        'edit',
        'editOther',
        'photoOther',
      ) as fc.Arbitrary<string>,
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(steps, steps, async (before, after) => {
        await scene(async (made) => {
          const pair = twice(made);
          const campaign = made.campaign({ coveredFields: ['name'] });
          let step = 0;
          const live = (kind: string) => {
            step++;
            const joined = studentNumberOf(made.db, pair.joined) === null ? pair.kept : pair.joined;
            if (kind === 'sis')
              made.importRoster('sis', [{ studentNo: '2099003', name: '王五', phone: `${step}` }]);
            if (kind === 'chsi')
              made.importRoster('chsi', [{ studentNo: '2022003', name: '王五', grade: `${step}` }]);
            if (kind === 'verdict') made.verdict(campaign, [joined], step % 2 ? 'correct' : 'wrong');
            if (kind === 'photo') made.photos('graduation', [{ student: joined, hash: `p${step}` }]);
            if (kind === 'photoOther') made.photos('graduation', [{ student: pair.kept, hash: `q${step}` }]);
            if (kind === 'edit') made.edit(joined, { email: `${step}@b.cn` });
            if (kind === 'editOther') made.edit(pair.kept, { email: `${step}@c.cn` });
          };
          before.forEach(live);
          const held = tables(made);
          const batch = join(made, pair);
          expectConsistent(made.db);
          after.forEach(live);
          expectConsistent(made.db);
          expect((await made.undo(batch)).kept).toEqual([]);
          expectConsistent(made.db);
          if (after.length === 0) expect(tables(made)).toEqual(held);
        })();
      }),
      { numRuns: 60 },
    );
  });
});
