import type { CaseItem } from '../../../shared/contract/cases.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { withStore } from '../openStore.ts';
import { alignTable } from '../print/alignTable.ts';

export interface CaseDayOptions {
  college: string[];
  assignee?: string;
  remind: boolean;
}

/** The day's cases by what is urgent, or messages to whoever has to act. 1 when one is overdue. */
export async function caseDay(
  context: CommandContext,
  {
    college: colleges,
    assignee = null,
    remind,
  }: Omit<CaseDayOptions, 'assignee'> & { assignee?: string | null },
): Promise<CommandAnswer> {
  const { text, words } = context;
  const { language } = text;
  const filter = { colleges, assignee };
  const { day, reminders } = await withStore(context, async (core) => ({
    day: await core.client.caseDay.get(filter),
    reminders: remind ? (await core.client.caseDay.reminders({ ...filter, language })).reminders : [],
  }));
  const row = ({ number, type, student, state, due, assignee: person }: CaseItem) => [
    number,
    type[language],
    student.studentNo ?? '',
    student.name ?? '',
    state[language],
    due ?? '',
    person ?? '',
  ];
  const parts = day.parts.filter(({ total }) => total > 0);
  return {
    exitCode: parts.some(({ part }) => part === 'overdue') ? 1 : 0,
    json: {
      ...day,
      parts: day.parts.map(({ items, ...part }) => ({
        ...part,
        items: items.map(({ openedAt, ...item }) => ({
          ...item,
          openedAt: new Date(openedAt).toISOString(),
        })),
      })),
      ...(remind ? { reminders } : {}),
    },
    lines: remind
      ? reminders.flatMap(({ message }) => [message, ''])
      : [
          ...parts.flatMap(({ part, total, items }) => [
            words.cases.dayPart(part, total),
            ...alignTable(words.cases.dayHead, items.map(row)),
            '',
          ]),
          words.cases.total(day.open),
        ],
  };
}
