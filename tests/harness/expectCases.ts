import { expect } from 'vitest';
import type { ReadDb } from '../../electron/db/database.ts';
import { allCases, caseRules, entriesOfCase } from '../../electron/db/tables/caseTable.ts';
import { replayCase } from '../../shared/domain/cases/caseState.ts';
import { isClosedState, stateOf } from '../../shared/domain/cases/caseType.ts';

/**
 * What must be true of cases at any moment: each is in a state of its own rules and in the list of whoever acts there,
 * is what its history comes to without what was taken back, and belongs to a student who is there.
 */
export function expectCasesTrue(db: ReadDb): void {
  const problems: string[] = [];
  const student = db.read<{ n: number }>('SELECT n FROM student WHERE n = ?');
  for (const stored of allCases(db, 'all')) {
    const { id, number, studentN, rules: hash, acts } = stored;
    const rules = caseRules(db, hash);
    if (rules === null) {
      problems.push(`${number}: its rules are not kept`);
      continue;
    }
    if (acts !== stateOf(rules.type, stored.state).acts)
      problems.push(`${number}: in another list than its state`);
    if (isClosedState(rules.type, stored.state) !== (acts === null))
      problems.push(`${number}: closed or not`);
    if (!student.get(studentN)) problems.push(`${number}: of nobody`);
    const standing = entriesOfCase(db, id).filter(({ isTakenBack }) => !isTakenBack);
    const { state, entered, due, form, evidence, waived, decisions, assignee, origin, version } = stored;
    const now = { state, entered, due, form, evidence, waived, decisions, assignee, origin, version };
    if (JSON.stringify(sorted(replayCase(rules, standing))) !== JSON.stringify(sorted(now)))
      problems.push(`${number}: not what its history comes to`);
  }
  expect(problems).toEqual([]);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, of]) => [key, sorted(of)]),
  );
}
