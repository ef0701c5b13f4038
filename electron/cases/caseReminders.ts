import type { CaseReminder } from '../../shared/contract/caseDay.ts';
import { maskName } from '../../shared/domain/mask.ts';
import { createText } from '../../shared/text/createText.ts';
import type { ReadDb } from '../db/database.ts';
import { type CaseDayFilter, openRows } from './caseDay.ts';
import { CaseItems, type CaseRow } from './caseRows.ts';

/** As many cases are named in one message. */
const NAMED = 20;

/**
 * What whoever has to act is reminded of, one message each: the person who looks after a case, else the college whose
 * turn it is, else the level. Only what is overdue or due within two working days; names of students are masked, since
 * the message goes by chat.
 */
export function caseReminders(
  db: ReadDb,
  filter: CaseDayFilter,
  today: string,
  language: 'zh' | 'en',
): CaseReminder[] {
  const items = new CaseItems(db, today);
  const text = createText(language);
  const groups = new Map<string, { to: string; rows: CaseRow[] }>();
  for (const row of openRows(db, filter)) {
    const age = items.ageOf(row);
    if (age !== 'overdue' && age !== 'soon') continue;
    const { key, to } = whoOf(row, text.cases.level);
    const group = groups.get(key) ?? { to, rows: [] };
    groups.set(key, group);
    group.rows.push(row);
  }
  return [...groups.values()].map(({ to, rows }) => {
    const overdue = rows.filter((row) => items.ageOf(row) === 'overdue').length;
    const lines = rows.slice(0, NAMED).map((row) => {
      const { number, type, student, state, due } = items.itemOf(row);
      return text.cases.remindOf({
        number,
        type: type[language],
        name: student.name === null ? '' : maskName(student.name),
        state: state[language],
        due: due!,
        late: due! < today,
      });
    });
    const rest = rows.length - lines.length;
    return {
      to,
      total: rows.length,
      overdue,
      message: [
        text.cases.remind({ to, total: rows.length, overdue }),
        ...lines,
        ...(rest > 0 ? [text.cases.remindRest(rest)] : []),
      ].join('\n'),
    };
  });
}

function whoOf(
  row: CaseRow,
  level: (acts: NonNullable<CaseRow['acts']>) => string,
): { key: string; to: string } {
  if (row.assignee !== null) return { key: `person ${row.assignee}`, to: row.assignee };
  if (row.acts === 'department' && row.collegeName) {
    return { key: `college ${row.collegeName}`, to: row.collegeName };
  }
  return { key: `level ${row.acts}`, to: level(row.acts!) };
}
