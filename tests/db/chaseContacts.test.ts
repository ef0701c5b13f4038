import { describe, expect, it } from 'vitest';
import { batchRow, updatedCounts } from '../../electron/changes/batchRow.ts';
import { recordContacts } from '../../electron/chase/recordContacts.ts';
import { contactsOfCampaign, contactsOfStudent } from '../../electron/db/tables/chaseContactTable.ts';
import { type StoreScene, scene } from '../harness/storeScene.ts';

function log(
  made: StoreScene,
  campaign: string,
  students: string[],
  outcome: 'promised' | 'no-answer' = 'no-answer',
) {
  const needs = {
    db: made.db,
    clock: { now: () => made.now },
    ids: { next: () => made.nextId() },
    actor: '测试员',
    commit: made.write.bind(made),
  };
  const promise = outcome === 'promised' ? '2026-11-05' : null;
  const contact = { whom: 'student', way: 'phone', outcome, promise, note: ' 晚上再打 ' } as const;
  return recordContacts(needs, made.campaignOf(campaign), students, contact);
}

const numbers = (made: StoreScene, ids: string[]) => ids.map((id) => made.student(id).n);

describe('contacts made while chasing', () => {
  it(
    'are written as one batch, replay from the log, and are taken back as one',
    scene(async (made) => {
      const { rows } = made.importRoster('chsi', [
        { studentNo: '1', name: '张三' },
        { studentNo: '2', name: '李四' },
      ]);
      const students = rows.map(({ student }) => student!);
      const [zhang] = numbers(made, students) as [number];
      const campaign = made.campaign();
      const other = made.campaign();
      log(made, campaign, students);
      // Somebody who is named twice was contacted once.
      const second = log(made, campaign, [students[0]!, students[0]!], 'promised');
      log(made, other, students);
      expect(second.count).toBe(1);
      expect(contactsOfStudent(made.db, campaign, zhang)).toMatchObject([
        { outcome: 'no-answer', promise: null, note: '晚上再打', actor: '测试员', at: made.now },
        { outcome: 'promised', promise: '2026-11-05' },
      ]);
      expect([...contactsOfCampaign(made.db, campaign).values()].map(({ length }) => length)).toEqual([2, 1]);
      expect(await made.undo(second.batch)).toMatchObject({ reverted: 1, kept: [] });
      expect(contactsOfStudent(made.db, campaign, zhang)).toHaveLength(1);
      await expect(made.undo(second.batch)).rejects.toMatchObject({ code: 'BATCH_UNDONE' });
    }),
  );

  it(
    'keep a student whose roster is taken back, and go along when two are joined and parted',
    scene(async (made) => {
      const { rows, batch } = made.importRoster('chsi', [{ studentNo: '1', name: '张三' }]);
      const more = made.importRoster('sis', [{ studentNo: '9', name: '张三' }]);
      const [kept, joined] = [rows[0]!.student!, more.rows[0]!.student!];
      const campaign = made.campaign();
      log(made, campaign, [joined]);
      const about = { file: '', format: '', encoding: null, sheet: null, headerRow: null, campaign: null };
      const join = made.nextId();
      made.write('student.join', { kept, joined, batch: join, at: made.now, actor: '测试员' }, join);
      made.write(
        'row.save',
        batchRow({
          ...about,
          id: join,
          kind: 'edit',
          source: 'staff',
          at: made.now,
          actor: '测试员',
          counts: updatedCounts(2),
        }),
        join,
      );
      expect(contactsOfStudent(made.db, campaign, made.student(kept).n)).toHaveLength(1);
      await made.undo(join);
      expect(contactsOfStudent(made.db, campaign, made.student(kept).n)).toEqual([]);
      expect(contactsOfStudent(made.db, campaign, made.student(joined).n)).toHaveLength(1);
      log(made, campaign, [kept]);
      expect((await made.undo(batch)).kept).toMatchObject([{ student: kept, fields: ['contact'] }]);
      expect(made.student(kept).values.name).toBe('张三');
    }),
  );

  it(
    'are refused in a closed campaign, in the future, and with a promise before the contact',
    scene((made) => {
      const { rows } = made.importRoster('chsi', [{ studentNo: '1', name: '张三' }]);
      const id = made.campaign();
      const campaign = made.campaignOf(id);
      const needs = {
        db: made.db,
        clock: { now: () => made.now },
        ids: { next: () => made.nextId() },
        actor: '测试员',
        commit: made.write.bind(made),
      };
      const contact = { whom: 'student', way: 'qq', outcome: 'told', promise: null, note: '' } as const;
      const record =
        (part: object, of = campaign) =>
        () =>
          recordContacts(needs, of, [rows[0]!.student!], { ...contact, ...part });
      expect(record({}, { ...campaign, closedAt: 1 })).toThrow('CAMPAIGN_CLOSED');
      expect(record({ at: made.now + 3_600_000 })).toThrow('USAGE');
      expect(record({ promise: '2026-10-31' })).toThrow('USAGE');
      expect(record({ promise: '2026-10-31', at: made.now - 3 * 86_400_000 })).not.toThrow();
    }),
  );
});
