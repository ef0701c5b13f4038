import { isInScope, mayDo } from '../../shared/domain/roles.ts';
import type { ReadDb } from '../db/database.ts';
import type { OpenSession } from './Session.ts';

/**
 * Whether a session may see the picture with a content hash: a photo of a student whom it may look at, also one of those
 * that are disputed, or evidence of such a student's case that it may bring in; for whoever works at the counter a signature of such a
 * student's; for whoever brings in or decides for the whole school any, also of what is not taken in yet.
 */
export function maySeePhoto(db: ReadDb, session: OpenSession, hash: string): boolean {
  const principal = session.principal();
  if (!principal || session.held) return false;
  const { scope } = principal;
  if (scope.kind === 'all' && (mayDo(principal, 'import') || mayDo(principal, 'decide'))) return true;
  const isSeen = (sql: string) =>
    db
      .read<{ college: string | null }>(sql)
      .all(hash)
      .some(({ college }) => isInScope(scope, college));
  if (mayDo(principal, 'counter') && isSeen(OF_SIGNATURE)) return true;
  if (!mayDo(principal, 'look')) return false;
  return isSeen(OF_PHOTO) || isSeen(OF_CONFLICT) || (mayDo(principal, 'dispute') && isSeen(OF_EVIDENCE));
}

const OF_PHOTO = `SELECT DISTINCT s.college_name AS college FROM photo p JOIN student s ON s.n = p.student_n
  WHERE p.hash = ?`;
/** What was there before, and what either side said. */
const OF_CONFLICT = `SELECT DISTINCT s.college_name AS college FROM conflict c
  JOIN student s ON s.id = substr(c.entity_id, 1, instr(c.entity_id, '/') - 1)
  WHERE c.entity = 'photo' AND c.state = 'open' AND instr(coalesce(c.base, '') || c.mine, ?) > 0`;
const OF_EVIDENCE = `SELECT DISTINCT s.college_name AS college FROM case_file c JOIN student s ON s.n = c.student_n
  WHERE instr(c.evidence, ?) > 0`;
const OF_SIGNATURE = `SELECT DISTINCT s.college_name AS college FROM counter_visit v JOIN event e ON e.id = v.event
  JOIN student s ON s.n = e.student_n WHERE v.signature = ?`;
