import { describe, expect, it } from 'vitest';
import { caseDay } from '../../electron/cases/caseDay.ts';
import { caseReminders } from '../../electron/cases/caseReminders.ts';
import { countCases, listCases } from '../../electron/cases/listCases.ts';
import { actOnCasesAs, openCasesFor } from '../../electron/cases/recordCases.ts';
import { caseById, countDueCases } from '../../electron/db/tables/caseTable.ts';
import { caseQuery } from '../../shared/contract/cases.ts';
import { beijingDay } from '../../shared/domain/daysLeft.ts';
import { type StoreScene, scene } from '../harness/storeScene.ts';

const DAY = 24 * 3600 * 1000;
const needs = (made: StoreScene) => ({
  db: made.db,
  clock: { now: () => made.now },
  ids: { next: () => made.nextId() },
  actor: '测试员',
  commit: made.write.bind(made),
});
const ANYBODY = { colleges: [], assignee: null };

/** A case for each student, due the given days from now, some looked after by somebody. */
function scenario(made: StoreScene) {
  const students = made.importRoster('chsi', [
    { studentNo: '1', name: '张三丰', collegeName: '文学院' },
    { studentNo: '2', name: '李四', collegeName: '文学院' },
    { studentNo: '3', name: '王五', collegeName: '理学院' },
    { studentNo: '4', name: '赵六', collegeName: '理学院' },
  ]).rows;
  // Monday: the days that follow are working days.
  made.now = Date.parse('2027-03-01T02:00:00Z');
  const { opened } = openCasesFor(
    needs(made),
    'record-not-found',
    students.map(({ student }) => ({
      student: student!,
      opening: { form: {}, note: '', origin: { kind: 'staff', id: null }, assignee: null },
    })),
  );
  const due = (at: number, day: string) =>
    actOnCasesAs(needs(made), [
      {
        case: opened[at]!,
        seen: caseById(made.db, opened[at]!)!.version,
        action: { do: 'extend', due: day, reason: '约定' },
      },
    ]);
  due(0, '2027-03-02');
  due(1, '2027-03-03');
  // The third keeps the type's own time of three working days: 2027-03-04.
  due(3, '2027-06-01');
  const assign = (at: number, person: string) =>
    actOnCasesAs(needs(made), [
      {
        case: opened[at]!,
        seen: caseById(made.db, opened[at]!)!.version,
        action: { do: 'assign', person },
      },
    ]);
  assign(1, '陈老师');
  made.now += 2 * DAY;
  return { opened, today: beijingDay(made.now), assign };
}

describe('a day of casework', () => {
  it(
    'has each open case once, by what is urgent, for whom it is asked',
    scene((made) => {
      const { opened, today, assign } = scenario(made);
      const parts = (filter = {}) =>
        Object.fromEntries(
          caseDay(made.db, { ...ANYBODY, ...filter }, today)
            .parts.filter(({ total }) => total > 0)
            .map(({ part, items }) => [part, items.map(({ id }) => opened.indexOf(id))]),
        );
      expect(today).toBe('2027-03-03');
      expect(parts()).toEqual({ overdue: [0], today: [1], soon: [2], nobody: [3] });
      expect(parts({ colleges: ['理学院'] })).toEqual({ soon: [2], nobody: [3] });
      expect(parts({ assignee: '陈老师' })).toEqual({ today: [1] });
      expect(parts({ assignee: '' })).toEqual({ overdue: [0], soon: [2], nobody: [3] });
      assign(3, '陈老师');
      expect(parts({ colleges: ['理学院'] })).toEqual({ soon: [2] });
      expect(caseDay(made.db, ANYBODY, today).open).toBe(4);
      expect(countDueCases(made.db, today)).toEqual({ overdue: 1, today: 1 });
    }),
  );

  it(
    'reminds the person, else the level, and names no student in full',
    scene((made) => {
      const { today } = scenario(made);
      const reminders = caseReminders(made.db, ANYBODY, today, 'zh');
      expect(reminders.map(({ to, total, overdue }) => [to, total, overdue])).toEqual([
        ['学籍科', 2, 1],
        ['陈老师', 1, 0],
      ]);
      const [office] = reminders;
      expect(office!.message.split('\n')).toHaveLength(3);
      expect(office!.message).toContain('已过期');
      expect(office!.message).not.toMatch(/张三丰|王五/);
    }),
  );

  it(
    'counts each choice of the list without its own',
    scene((made) => {
      const { today } = scenario(made);
      const query = caseQuery.parse({ colleges: ['文学院'], assignee: '陈老师' });
      const { total, colleges, assignees, ages } = countCases(made.db, query, today);
      expect(total).toBe(1);
      expect(listCases(made.db, query, today)).toHaveLength(1);
      // Of the person's cases by college; of the college's cases by person; of both by age.
      expect(colleges).toEqual({ 文学院: 1 });
      expect(assignees).toEqual({ '': 1, 陈老师: 1 });
      expect(ages).toEqual({ soon: 1 });
    }),
  );

  it(
    'lists exactly the cases that it counts, whatever is chosen, page by page, the urgent ones first',
    scene((made) => {
      const { today, opened } = scenario(made);
      const choices = {
        queues: [[], ['office'], ['closed', 'department']],
        ages: [[], ['overdue'], ['soon', 'none']],
        colleges: [[], ['文学院'], ['']],
        assignee: [null, '', '陈老师'],
        search: ['', 'aj2', '王', '没有'],
      };
      let counted = 0;
      for (const queues of choices.queues)
        for (const ages of choices.ages)
          for (const colleges of choices.colleges)
            for (const assignee of choices.assignee)
              for (const search of choices.search) {
                const query = caseQuery.parse({ queues, ages, colleges, assignee, search });
                const rows = listCases(made.db, query, today);
                const { total } = countCases(made.db, query, today);
                expect(rows).toHaveLength(total);
                counted += total;
              }
      expect(counted).toBeGreaterThan(50);
      const all = caseQuery.parse({});
      const whole = listCases(made.db, all, today).map(({ id }) => opened.indexOf(id));
      expect(whole[0]).toBe(0);
      const pages = [0, 1, 2, 3].flatMap((offset) =>
        listCases(made.db, all, today, { offset, limit: 1 }).map(({ id }) => opened.indexOf(id)),
      );
      expect(pages).toEqual(whole);
    }),
  );
});
