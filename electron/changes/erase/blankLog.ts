import type { WriteDb } from '../../db/database.ts';
import { type Entity, splitId } from '../change.ts';
import { blankedText } from './blankedText.ts';
import type { Concerned } from './concerned.ts';

/** In place of an id, on lists of students that stay for what they say of others. */
export const ERASED_ID = 'erased';

interface LogRow {
  seq: number;
  mutation: number;
  entity: string;
  entityId: string;
  patch: string;
}

/**
 * Blanks what the log says of the students, entry by entry: entries stay, so that the log has no gaps, and say nothing
 * any more. The first of each student keeps their number, which is never given again. Yields after every few thousand;
 * returns how many entries were blanked. To be called in a transaction.
 */
export function* blankLog(db: WriteDb, concerned: Concerned): Generator<number, number, undefined> {
  const blank = db.write(
    "UPDATE change SET entity = 'erased', entity_id = ?, student_n = NULL, kind = 'made', patch = ? WHERE seq = ?",
  );
  const rewrite = db.write('UPDATE change SET patch = ? WHERE seq = ?');
  const mutations = new Set<number>();
  let blanked = 0;
  const own = db.read<{ seq: number; mutation: number; entity: Entity; id: string; kind: string }>(
    'SELECT seq, mutation, entity, entity_id AS id, kind FROM change WHERE student_n = ? ORDER BY seq',
  );
  for (const n of concerned.numbers) {
    for (const [at, entry] of own.all(n).entries()) {
      const { seq, mutation } = entry;
      blank.run(String(seq), blankedText(db, entry, at === 0 ? n : null), seq);
      mutations.add(mutation);
      blanked++;
    }
    if (blanked % BREATHE_EVERY < 8) yield blanked;
  }
  // What is about nobody by number, and names them all the same.
  const others = db
    .read<LogRow>(
      `SELECT seq, mutation, entity, entity_id AS entityId, patch FROM change
       WHERE student_n IS NULL AND entity IN (SELECT value FROM json_each(?)) ORDER BY seq`,
    )
    .all(JSON.stringify(NAMING));
  for (const [at, row] of others.entries()) {
    const patch = patchAfter(row, concerned);
    if (patch !== row.patch) {
      if (patch === null) blank.run(String(row.seq), '{}', row.seq);
      else rewrite.run(patch, row.seq);
      mutations.add(row.mutation);
      blanked++;
    }
    if (at % BREATHE_EVERY === 0) yield blanked;
  }
  const forget = db.write("UPDATE mutation SET args = '{}' WHERE mid = ?");
  for (const mid of mutations) forget.run(mid);
  return blanked;
}

const BREATHE_EVERY = 5_000;
/** Entities of which no entry, or not each, has a student's number, and which can name one. */
const NAMING = [
  ...['alias', 'caseEntry', 'conflict', 'counterVisit', 'decision', 'mailReturn', 'sheetQuestion'],
  ...['sheetRows', 'signedSheet'],
];

/** What is left of an entry; null: nothing. */
function patchAfter({ entity, entityId, patch }: LogRow, concerned: Concerned): string | null {
  const { ids, events, steps, questions, mails, addresses, conflicts } = concerned;
  switch (entity) {
    case 'alias':
      return ids.has(entityId) ? null : patch;
    // Of a case that was taken back.
    case 'caseEntry':
      return steps.has(entityId) ? null : patch;
    case 'conflict':
      return conflicts.has(entityId) ? null : patch;
    case 'counterVisit':
      return events.has(entityId) ? null : patch;
    case 'decision':
      return ids.has(splitId(entityId)[0]) ? null : patch;
    case 'sheetQuestion':
      return questions.has(entityId) ? null : patch;
    case 'mailReturn': {
      const { mail, address } = JSON.parse(patch) as { mail?: string; address?: string };
      return (mail && mails.has(mail)) || (address && addresses.has(address)) ? null : patch;
    }
    default:
      return withoutIds(patch, ids);
  }
}

/** A text in which ids are set apart by spaces or quotes, with the erased ones replaced. */
export function withoutIds(text: string, ids: ReadonlySet<string>): string {
  return text.replaceAll(/[^\s"]+/g, (word) => (ids.has(word) ? ERASED_ID : word));
}
