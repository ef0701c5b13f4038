import { makeFinding } from '../validate/makeFinding.ts';
import { type PlannedRow, rowSeenFrom } from './plannedRow.ts';

/**
 * Rows that name one student: what they say alike counts once, as the first row says it; where they contradict each
 * other none counts. Call it with each row more, the new one last.
 */
export function settleTwins(
  rows: readonly PlannedRow[],
  field: string,
  says: (row: PlannedRow) => unknown,
): void {
  const [first] = rows as [PlannedRow];
  const contradicts = rows.some((row) => says(row) !== says(first));
  for (const one of contradicts ? rows : rows.slice(-1)) {
    one.outcome = contradicts ? 'rejected' : first.outcome === 'ambiguous' ? 'ambiguous' : 'unchanged';
    if (contradicts) {
      if (one.findings.some(({ code, severity }) => code === 'DUPLICATE_IN_FILE' && severity === 'block'))
        continue;
      one.findings = one.findings.filter(({ code }) => code !== 'DUPLICATE_IN_FILE');
    }
    const other = rows.find((each) => each !== one && (contradicts ? says(each) !== says(one) : true));
    one.findings.push(
      makeFinding('DUPLICATE_IN_FILE', {
        case: contradicts ? null : 'same',
        row: one.row,
        field,
        value: one.values.name ?? null,
        params: { other: rowSeenFrom(one, other ?? first) },
      }),
    );
  }
}
