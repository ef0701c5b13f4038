import { COMPARED_FIELDS } from '../../shared/domain/comparedFields.ts';
import { differenceKind } from '../../shared/domain/differenceKind.ts';
import type { FileSource, StudentField } from '../../shared/domain/studentFields.ts';
import { staffWords } from '../changes/mutations/staffWords.ts';
import { isMadeOf } from '../characters/isMadeOf.ts';
import type { ReadDb } from '../db/database.ts';
import { sourceRecords, studentById } from '../db/tables/studentTable.ts';
import { type ComparisonResult, compareRecords, type Scope } from './Comparison.ts';
import { type FieldDifference, meanTheSame, type SaidValues } from './compareStudent.ts';
import type { Decisions } from './Decisions.ts';
import type { Work } from './listWork.ts';

const FIELDS: ReadonlySet<string> = new Set(COMPARED_FIELDS);

/**
 * Acceptances that the sources have left behind: they agree by now, on something else than the word that was
 * accepted and is still in use. No comparison finds these, and without being told nobody would look again. `students`:
 * only theirs.
 */
export function outdatedWork(
  db: ReadDb,
  { result, scope, colleges }: { result: ComparisonResult; scope: Scope; colleges: readonly string[] | null },
  decisions: Decisions,
  students: ReadonlySet<string> | null = null,
): Work[] {
  const work: Work[] = [];
  const { sources } = result;
  const { meanings } = decisions;
  // Where they still differ they have not come to agree: tens of thousands need not be looked up one by one.
  let differing: Map<string, readonly FieldDifference[]> | null = null;
  for (const { subject, field: name, kind, source, at, actor, said } of decisions.accepted(students)) {
    if (!FIELDS.has(name)) continue;
    differing ??= new Map(result.differing.map(({ id, differences }) => [id, differences]));
    if (differing.get(subject)?.some((difference) => difference.field === name)) continue;
    const field = name as StudentField;
    const word = decisions.staffWord(subject, field);
    const before: SaidValues = Object.fromEntries(JSON.parse(said) as [FileSource, string][]);
    // What staff have written since is theirs, and no longer what was accepted.
    const accepted = source === null ? undefined : before[source];
    if (word === null || accepted === undefined || word !== staffWords({ [field]: accepted })[field])
      continue;
    const stored = studentById(db, subject);
    if (!stored) continue;
    if (colleges !== null && !colleges.includes(stored.values.collegeName ?? '')) continue;
    const records = Object.fromEntries(sourceRecords(db, stored.n).map((one) => [one.source, one.values]));
    const student = compareRecords(
      { id: subject, n: stored.n, name: null, records },
      sources,
      scope,
      meanings,
    );
    if (!student) continue;
    const values: SaidValues = {};
    for (const speaking of student.sources) {
      const value = records[speaking]?.[field] ?? null;
      if (value !== null) values[speaking] = value;
    }
    const [agreed, ...others] = new Set(Object.values(values));
    if (agreed === undefined || others.length > 0 || meanTheSame([agreed, word], field, meanings)) continue;
    work.push({
      student: { ...student, differences: [] },
      difference: { field, kind: differenceKind(word, agreed, field, isMadeOf) ?? 'other', values },
      decided: { state: 'returned', decision: { kind, source, at, actor, before } },
    });
  }
  return work;
}
