import { once } from 'node:events';
import type { AuditEntry, AuditQuery } from '../../../shared/contract/audit.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { neutraliseCell } from '../../../shared/domain/neutraliseCell.ts';
import { auditHead } from '../../audit/appendAudit.ts';
import { type ChainHead, headText, parseHead } from '../../audit/auditChain.ts';
import { type AuditFilter, type FoundEntry, findAudit } from '../../audit/findAudit.ts';
import type { AuditVerdict } from '../../audit/verifyAudit.ts';
import type { ReadDb } from '../../db/database.ts';
import { giveWay } from '../../db/giveWay.ts';
import { progressStream } from '../progressStream.ts';
import type { Services } from '../services.ts';
import { threadEntry, workThread } from '../workThread.ts';
import { writeDownload } from '../writeDownload.ts';
import type { VerifyRequest } from './verifyWorker.ts';

/** How many entries are read in one go for a file. */
const EXPORT_STEP = 500;

export function auditPage(
  db: ReadDb,
  query: AuditQuery,
  before: number | null,
  limit: number,
): { items: AuditEntry[]; next: number | null } {
  const { items, next } = findAudit(db, filterOf(db, query), before, limit);
  return { items: items.map((entry) => asEntry(db, entry)), next };
}

/** Everybody whom entries name, under the name that the newest gives them. */
export function auditNames(db: ReadDb): { person: string | null; name: string }[] {
  return db
    .read<{ person: string | null; name: string }>(
      // From person to person by their index, rather than through all entries.
      `WITH RECURSIVE known (person) AS (
         SELECT min(person) FROM audit WHERE person IS NOT NULL
         UNION ALL
         SELECT (SELECT min(person) FROM audit WHERE person > known.person) FROM known WHERE known.person IS NOT NULL
       ), newest (seq) AS (
         SELECT (SELECT max(seq) FROM audit WHERE person = known.person AND name <> '') FROM known
         UNION ALL SELECT max(seq) FROM audit WHERE person IS NULL AND name <> ''
       )
       SELECT a.person, a.name FROM newest JOIN audit a ON a.seq = newest.seq ORDER BY a.name`,
    )
    .all();
}

export function tellHead(db: ReadDb): { head: ChainHead; text: string } {
  const head = auditHead(db);
  return { head, text: headText(head) };
}

/** Goes through the chain in a thread of its own. Errors: AUDIT_ANCHOR, CANCELLED. */
export function verifyWhole(
  { dataDir, key }: Pick<Services, 'dataDir' | 'key'>,
  texts: readonly string[],
  outer: AbortSignal | undefined,
) {
  const anchors = texts.map((text) => {
    const head = parseHead(text);
    if (!head) throw new AppError('AUDIT_ANCHOR', { text });
    return head;
  });
  const request: VerifyRequest = { dataDir, key, anchors };
  return progressStream(
    (onProgress, signal) =>
      workThread<AuditVerdict>(threadEntry('verifyWorker', import.meta.url), request, { onProgress, signal }),
    outer,
  );
}

const COLUMNS = ['seq', 'at', 'name', 'role', 'session', 'action', 'outcome', 'students', 'detail'] as const;

/** Entries that match as CSV, newest first: times in ISO 8601, students by their ids, the rest as JSON. */
export function exportAudit(services: Services, query: AuditQuery, outer: AbortSignal | undefined) {
  const { db, downloads } = services;
  return progressStream(async (onProgress, signal) => {
    const filter = filterOf(db, query);
    let entries = 0;
    const download = await writeDownload(downloads, ['操作记录', 'csv'], async (sink) => {
      sink.write(`\uFEFF${COLUMNS.join(',')}\r\n`);
      for (let before: number | null = null; ; ) {
        const page = findAudit(db, filter, before, EXPORT_STEP);
        const lines = page.items.map((found) => `${csvLine(asEntry(db, found))}\r\n`).join('');
        if (!sink.write(lines)) await once(sink, 'drain');
        entries += page.items.length;
        onProgress({ stage: 'write', done: entries, total: null });
        await giveWay(signal);
        if (page.next === null) return sink.end();
        before = page.next;
      }
    });
    return { download, entries };
  }, outer);
}

function csvLine(entry: AuditEntry): string {
  const { seq, at, name, role, session, action, outcome, students, detail } = entry;
  const told =
    students.count > students.ids.length
      ? `${students.ids.join(' ')} …${students.count}`
      : students.ids.join(' ');
  return [
    String(seq),
    new Date(at).toISOString(),
    ...[name, role, session, action, outcome, told, JSON.stringify(detail)].map(neutraliseCell),
  ]
    .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',');
}

function filterOf(db: ReadDb, { student, ...filter }: AuditQuery): AuditFilter {
  const students = student === undefined ? undefined : numbersOf(db, student);
  return { ...filter, students };
}

/** A student's number, and those of the records that were joined with theirs. */
function numbersOf(db: ReadDb, student: string): number[] {
  return db
    .read<{ n: number }>(
      `SELECT n FROM student WHERE id = ? UNION SELECT n FROM student_alias WHERE (id = ? OR into_id = ?) AND n IS NOT NULL`,
    )
    .all(student, student, student)
    .map(({ n }) => n);
}

function asEntry(db: ReadDb, { students, studentCount, ...entry }: FoundEntry): AuditEntry {
  const id = db.read<{ id: string }>('SELECT id FROM student WHERE n = ?');
  const ids = students.flatMap((n) => id.get(n)?.id ?? []);
  return { ...entry, students: { count: studentCount, ids } };
}
