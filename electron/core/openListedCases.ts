import type { CaseRowFault, ListedCases } from '../../shared/contract/caseWork.ts';
import { CaseRefusal } from '../../shared/domain/cases/caseRefusal.ts';
import type { CaseRules } from '../../shared/domain/cases/caseRules.ts';
import { requireAnswers } from '../../shared/domain/cases/requireAnswers.ts';
import { nameKey } from '../../shared/domain/personName.ts';
import { KEY_FIELDS } from '../../shared/domain/studentFields.ts';
import type { FilePlace } from '../archive/filePlace.ts';
import { currentRules } from '../cases/caseCatalogue.ts';
import { withPresentValues } from '../cases/presentValues.ts';
import type { WantedCase } from '../cases/recordCases.ts';
import type { ReadDb } from '../db/database.ts';
import { giveWay } from '../db/giveWay.ts';
import { knownWithKey } from '../db/tables/studentKeys.ts';
import { type CaseListRow, readCaseList } from '../import/cases/readCaseList.ts';
import type { Services } from './services.ts';
import type { Running } from './writeBatch.ts';
import { openManyCases } from './writeCases.ts';

const BREATHE_EVERY = 500;

/**
 * Opens cases of a type for the students of a list (readCaseList). A row that names nobody, or two, or somebody of
 * another name, or whose answers are none, is left and told. To be called in a turn of `writes`. Errors: NOT_FOUND
 * (type), FILE_NO_HEADER, those of files, CANCELLED.
 */
export async function openListedCases(
  services: Services,
  { type, path, file, assignee }: { type: string; path: FilePlace; file: string; assignee: string | null },
  running: Running,
): Promise<ListedCases> {
  const { db } = services;
  const { body } = currentRules(db, type);
  running.onProgress({ stage: 'read', done: 0, total: null });
  const { rows, ...left } = await readCaseList(path, body.type, running.signal);
  const rejected: ListedCases['rejected'] = [];
  const wanted: WantedCase[] = [];
  const seen = new Set<string>();
  for (const [at, row] of rows.entries()) {
    if (at % BREATHE_EVERY === 0) {
      running.onProgress({ stage: 'check', done: at, total: rows.length });
      await giveWay(running.signal);
    }
    const judged = judgeRow(db, body, row, seen);
    if ('fault' in judged) rejected.push({ row: row.row, ...judged });
    else {
      const origin = { kind: 'import' as const, id: file };
      wanted.push({ student: judged.student, opening: { form: row.form, note: row.note, origin, assignee } });
    }
  }
  const { batch, opened, already } = await openManyCases(services, type, wanted, running);
  return { batch, rows: rows.length, opened: opened.length, already: already.length, rejected, ...left };
}

function judgeRow(
  db: ReadDb,
  rules: CaseRules,
  { keys, name, form }: CaseListRow,
  seen: Set<string>,
): { student: string } | { fault: CaseRowFault; value: string } {
  const named = KEY_FIELDS.flatMap((field) => (keys[field] ? [{ field, value: keys[field] }] : []));
  const shown = named[0]!.value;
  const found = named.flatMap(({ field, value }) => knownWithKey(db, field, value));
  const students = new Map(found.map((one) => [one.id, one]));
  const [student] = [...students.values()];
  if (!student) return { fault: 'unknown', value: shown };
  if (students.size > 1) return { fault: 'ambiguous', value: shown };
  if (name !== '' && student.name !== null && nameKey(name) !== nameKey(student.name))
    return { fault: 'name', value: name };
  if (seen.has(student.id)) return { fault: 'twice', value: shown };
  try {
    requireAnswers(rules, withPresentValues(db, rules.type, student.n, form));
  } catch (error) {
    if (!(error instanceof CaseRefusal)) throw error;
    return { fault: 'answer', value: error.params.itemZh ?? '' };
  }
  seen.add(student.id);
  return { student: student.id };
}
