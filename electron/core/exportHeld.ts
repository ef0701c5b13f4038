import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { beijingDay } from '../../shared/domain/daysLeft.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { fileNamePart } from '../../shared/domain/fileNamePart.ts';
import { STUDENT_FIELDS } from '../../shared/domain/studentFields.ts';
import { createText } from '../../shared/text/createText.ts';
import { concernedBy } from '../changes/erase/concerned.ts';
import type { ReadDb, SqlValue } from '../db/database.ts';
import { giveWay } from '../db/giveWay.ts';
import { runsHold } from '../db/tables/studentRuns.ts';
import { sourceRecords, studentById } from '../db/tables/studentTable.ts';
import { sniffImage } from '../photos/sniffImage.ts';
import { noteStudents } from './people/noteStudents.ts';
import { progressStream } from './progressStream.ts';
import type { Services } from './services.ts';
import { writeDownload } from './writeDownload.ts';

const text = createText('zh');

/**
 * Everything that is held about one student, for the student: what each source says in words, every row and every entry
 * of the log that is about them, and every file (photos, proofs, signatures), those of the past among them. Other
 * people's data are not in it: of a list of students only that they stand on it. Errors: NOT_FOUND, STORE_DAMAGED.
 */
export function exportHeld(services: Services, id: string, outer: AbortSignal | undefined) {
  return progressStream<{ download: string; files: number }>(async (onProgress, signal) => {
    const { db, blobs, downloads, clock } = services;
    const student = studentById(db, id);
    if (!student) throw new AppError('NOT_FOUND', { what: 'student' });
    noteStudents([student.n]);
    onProgress({ stage: 'read', done: 0, total: null });
    const concerned = concernedBy(db, [student.n]);
    const { studentNo, name } = student.values;
    const title = fileNamePart([studentNo, name, '所存信息'].filter(Boolean).join('-'));
    let files = 0;
    const download = await writeDownload(downloads, [title, 'zip'], async (sink) => {
      const zip = new ZipFile();
      const written = pipeline(zip.outputStream, sink, { signal });
      written.catch(() => undefined);
      const mtime = new Date(clock.now());
      const add = async (bytes: Buffer, path: string) => {
        const stream = Readable.from([bytes]);
        zip.addReadStream(stream, path, { mtime, compress: !path.startsWith('文件/') });
        await new Promise<void>((resolve, reject) => stream.once('close', resolve).once('error', reject));
      };
      await add(Buffer.from(summaryOf(db, student.n, clock.now())), '概要.txt');
      const rows = { ...heldRows(db, concerned), audit: auditAbout(db, concerned.numbers) };
      await add(Buffer.from(JSON.stringify(rows, null, 2)), '数据.json');
      for (const [done, hash] of [...concerned.blobs].entries()) {
        onProgress({ stage: 'write', done, total: concerned.blobs.size });
        await giveWay(signal);
        const bytes = await blobs.read(hash);
        // Hashes of other things than files stand in the log too.
        if (bytes === null) continue;
        await add(bytes, `文件/${hash.slice(0, 16)}.${endingOf(bytes)}`);
        files += 1;
      }
      zip.end();
      await written;
    });
    return { download, files };
  }, outer);
}

function summaryOf(db: ReadDb, n: number, now: number): string {
  const lines = [text.trust.heldTitle(beijingDay(now)), ''];
  for (const { source, values } of sourceRecords(db, n)) {
    lines.push(text.trust.heldSource(text.source(source)));
    for (const field of STUDENT_FIELDS) {
      const value = values[field] ?? null;
      if (value !== null) lines.push(`  ${text.label(field)}：${value}`);
    }
    lines.push('');
  }
  lines.push(text.trust.heldParts);
  return lines.join('\r\n');
}

/** Rows of the tables and entries of the log, as they are kept. */
function heldRows(
  db: ReadDb,
  { numbers, ids, events, cases, questions, mails }: ReturnType<typeof concernedBy>,
): Record<string, Record<string, SqlValue>[]> {
  const list = (keys: Iterable<string | number>) => JSON.stringify([...keys]);
  const about = (table: string, column: string, keys: Iterable<string | number>) =>
    db
      .read<Record<string, SqlValue>>(
        `SELECT * FROM ${table} WHERE ${column} IN (SELECT value FROM json_each(?))`,
      )
      .all(list(keys));
  return {
    student: about('student', 'n', numbers),
    source_record: about('source_record', 'student_n', numbers),
    other_key: about('other_key', 'student_n', numbers),
    photo: about('photo', 'student_n', numbers),
    photo_review: about('photo_review', 'student_n', numbers),
    event: about('event', 'student_n', numbers),
    verification: about('verification', 'student_n', numbers),
    counter_visit: about('counter_visit', 'event', events),
    chase_contact: about('chase_contact', 'student_n', numbers),
    case_file: about('case_file', 'student_n', numbers),
    case_entry: about('case_entry', 'case_id', cases),
    decision: about('decision', 'subject', ids),
    student_alias: about('student_alias', 'id', ids),
    sheet_question: about('sheet_question', 'id', questions),
    mail: mailsTo(about('mail', 'id', mails), ids),
    change: about('change', 'student_n', numbers),
  };
}

/** What a counsellor was written about several students is told as that it was. */
function mailsTo(mails: Record<string, SqlValue>[], ids: ReadonlySet<string>): Record<string, SqlValue>[] {
  return mails.map((mail) => {
    const about = JSON.parse(String(mail.students)) as string[];
    if (about.every((one) => ids.has(one))) return mail;
    const { id, mailing, state, changed_at } = mail;
    return { id: id!, mailing: mailing!, state: state!, changed_at: changed_at! };
  });
}

function auditAbout(db: ReadDb, numbers: ReadonlySet<number>): Record<string, SqlValue>[] {
  const entries = db.read<Record<string, SqlValue> & { students: string }>(
    `SELECT seq, at, name, role, action, outcome, students FROM audit WHERE seq IN
       (SELECT seq FROM audit_student WHERE n IN (SELECT value FROM json_each(?)) UNION SELECT seq FROM audit_many)
     ORDER BY seq`,
  );
  const wanted = [...numbers].sort((one, other) => one - other);
  return [...entries.iterate(JSON.stringify(wanted))]
    .filter(({ students }) => runsHold(students, wanted))
    .map(({ students: _, ...entry }) => entry);
}

function endingOf(bytes: Buffer): string {
  if (bytes.subarray(0, 1024).includes('%PDF-')) return 'pdf';
  const kind = sniffImage(bytes);
  if (kind === null) return 'bin';
  return kind === 'jpeg' ? 'jpg' : kind;
}
