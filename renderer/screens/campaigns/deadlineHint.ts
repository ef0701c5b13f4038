import chineseDays from 'chinese-days';
import { daysLeft } from '../../../shared/domain/daysLeft.ts';

export interface DeadlineHint {
  /** 0 is Sunday. */
  weekday: number;
  days: number;
  workingDays: number;
  /** Whether offices work on that day, by the State Council's calendar where it is known. */
  workday: boolean;
}

/** What a person wants to know of a day before making it a deadline. `deadline`: YYYY-MM-DD; `now`: epoch ms. */
export function deadlineHint(deadline: string, now: number): DeadlineHint {
  return {
    weekday: new Date(`${deadline}T00:00:00Z`).getUTCDay(),
    workday: chineseDays.isWorkday(deadline),
    ...daysLeft(deadline, now),
  };
}
