import { COMPARED_FIELDS } from '../../shared/domain/comparedFields.ts';
import { differenceKind } from '../../shared/domain/differenceKind.ts';
import type { FileSource, StudentField } from '../../shared/domain/studentFields.ts';
import type { ReadDb } from '../db/database.ts';
import { sourceRecords, studentById } from '../db/tables/studentTable.ts';
import { compareRecords, type Scope } from './Comparison.ts';
import { meanTheSame, type SaidValues } from './compareStudent.ts';
import type { Decisions } from './Decisions.ts';
import type { Work } from './listWork.ts';

const FIELDS: ReadonlySet<string> = new Set(COMPARED_FIELDS);

/**
 * Acceptances that the sources have left behind: they agree by now, on something else than the word that was
 * accepted and is still in use. No comparison finds these, and without being told nobody would look again.
 */
export function outdatedWork(
  db: ReadDb,
  sources: readonly FileSource[],
  scope: Scope,
  decisions: Decisions,
): Work[] {
  const work: Work[] = [];
  const { meanings } = decisions;
  for (const { subject, field: name, kind, source, at, actor, said } of decisions.accepted()) {
    if (!FIELDS.has(name)) continue;
    const field = name as StudentField;
    const word = decisions.staffWord(subject, field);
    const before: SaidValues = Object.fromEntries(JSON.parse(said) as [FileSource, string][]);
    // What staff have written since is theirs, and no longer what was accepted.
    if (word === null || source === null || word !== before[source]) continue;
    const stored = studentById(db, subject);
    if (!stored) continue;
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
      difference: { field, kind: differenceKind(word, agreed, field) ?? 'other', values },
      decided: { state: 'returned', decision: { kind, source, at, actor, before } },
    });
  }
  return work;
}
