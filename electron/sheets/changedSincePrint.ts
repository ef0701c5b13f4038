import type { SheetRow } from '../../shared/contract/sheets.ts';
import type { PartialStudentValues, Source } from '../../shared/domain/studentFields.ts';
import { type Effect, ID_SEPARATOR, type PatchValue, parseEffect, patchOf } from '../changes/change.ts';
import { chooseView } from '../changes/chooseView.ts';
import type { ReadDb } from '../db/database.ts';
import type { StoredCampaign } from '../db/tables/campaignTable.ts';
import { studentAlias } from '../db/tables/studentAliases.ts';
import { type StoredStudent, sourceRecords, studentNumberOf, wordsOf } from '../db/tables/studentTable.ts';

/**
 * What of a student that the campaign covers is not what the sheet printed: whoever signed it has not seen it. What
 * was held when it was printed is found by going back through the log from what is held now, so that nothing has to
 * be kept of each printed row, and a change that was taken back, or of a source that does not count, is none.
 * `printedId`: under which the student stood on the sheet, who may have been joined to another since.
 */
export function changedSincePrint(
  db: ReadDb,
  printedId: string,
  now: StoredStudent,
  printedAt: number,
  { coveredFields, coversPhoto, type }: StoredCampaign,
): SheetRow['changed'] {
  const n = studentNumberOf(db, printedId) ?? studentAlias(db, printedId)?.n ?? null;
  if (n === null) return [];
  const role = type === 'graduation-photo' ? 'graduation' : 'admission';
  const records = new Map<Source, Record<string, PatchValue>>(
    sourceRecords(db, n).map(({ source, values }) => [source, { ...values }]),
  );
  const heldPhoto = photoOf(db, now.n, role);
  let photo: PatchValue = n === now.n ? heldPhoto : photoOf(db, n, role);
  const changes = db
    .read<{ entity: string; entityId: string; kind: Effect['kind']; patch: string }>(
      `SELECT c.entity, c.entity_id AS entityId, c.kind, c.patch FROM change c JOIN mutation m ON m.mid = c.mutation
       WHERE c.student_n = ? AND c.entity IN ('record', 'photo') AND m.at > ? ORDER BY c.seq DESC`,
    )
    .all(n, printedAt);
  for (const { entity, entityId, kind, patch } of changes) {
    const [, part = ''] = entityId.split(ID_SEPARATOR);
    const before = patchOf(parseEffect(kind, patch));
    if (entity === 'photo') {
      if (part === role && before.hash) photo = before.hash[0];
      continue;
    }
    const record = records.get(part as Source) ?? {};
    for (const [field, [from]] of Object.entries(before)) record[field] = from;
    records.set(part as Source, record);
  }
  const printed = chooseView(
    [...records].map(([source, values]) => ({ source, values: values as PartialStudentValues })),
  ).values;
  const held = wordsOf(now);
  const changed: SheetRow['changed'] = coveredFields.filter((field) => printed[field] !== held[field]);
  if (coversPhoto && photo !== heldPhoto) changed.push('photo');
  return changed;
}

function photoOf(db: ReadDb, studentN: number, role: 'admission' | 'graduation'): string | null {
  const row = db
    .read<{ hash: string }>('SELECT hash FROM photo WHERE student_n = ? AND role = ?')
    .get(studentN, role);
  return row?.hash ?? null;
}
