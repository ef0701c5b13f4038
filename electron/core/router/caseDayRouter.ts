import { beijingDay } from '../../../shared/domain/daysLeft.ts';
import { caseDay, openRows } from '../../cases/caseDay.ts';
import { caseReminders } from '../../cases/caseReminders.ts';
import { countDueCases } from '../../db/tables/caseTable.ts';
import { actingScope } from '../Session.ts';
import { isScoped } from '../scoped.ts';
import type { Services } from '../services.ts';
import type { Procedures } from './answer.ts';

export function caseDayRouter(procedures: Procedures, { db, clock }: Services) {
  const today = () => beijingDay(clock.now());
  return {
    get: procedures.caseDay.get.handler(({ input }) =>
      caseDay(db, { ...input, scope: actingScope() }, today()),
    ),
    reminders: procedures.caseDay.reminders.handler(({ input: { language, ...filter } }) => ({
      reminders: caseReminders(db, { ...filter, scope: actingScope() }, today(), language),
    })),
    count: procedures.caseDay.count.handler(() => {
      if (!isScoped()) return countDueCases(db, today());
      const seen = [...openRows(db, { colleges: [], assignee: null, scope: actingScope() })];
      const count = (is: (due: string) => boolean) =>
        seen.filter(({ due }) => due !== null && is(due)).length;
      return { overdue: count((due) => due < today()), today: count((due) => due === today()) };
    }),
  };
}
