import { beijingDay } from '../../../shared/domain/daysLeft.ts';
import { caseDay } from '../../cases/caseDay.ts';
import { caseReminders } from '../../cases/caseReminders.ts';
import { countDueCases } from '../../db/tables/caseTable.ts';
import type { Services } from '../services.ts';
import type { Procedures } from './answer.ts';

export function caseDayRouter(procedures: Procedures, { db, clock }: Services) {
  const today = () => beijingDay(clock.now());
  return {
    get: procedures.caseDay.get.handler(({ input }) => caseDay(db, input, today())),
    reminders: procedures.caseDay.reminders.handler(({ input: { language, ...filter } }) => ({
      reminders: caseReminders(db, filter, today(), language),
    })),
    count: procedures.caseDay.count.handler(() => countDueCases(db, today())),
  };
}
