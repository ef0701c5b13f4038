import type { StudentRow } from '../../../shared/contract/students.ts';
import type { StudentField } from '../../../shared/domain/studentFields.ts';
import type { CommandContext } from '../commandContext.ts';
import { alignTable } from './alignTable.ts';

const SHOWN: readonly StudentField[] = [
  'studentNo',
  'examNo',
  'name',
  'idNumber',
  'collegeName',
  'className',
];

export function printStudents(
  { words, text }: Pick<CommandContext, 'words' | 'text'>,
  { total, next, rows }: { total: number; next: string | null; rows: readonly StudentRow[] },
): string[] {
  const table =
    rows.length === 0
      ? []
      : alignTable(
          [...SHOWN.map((field) => text.label(field)), words.columns.state],
          rows.map(({ values, status }) => [
            ...SHOWN.map((field) => values[field] ?? ''),
            text.status(status),
          ]),
        );
  return [...table, words.total(total), ...(next === null ? [] : [words.nextPage(next)])];
}
