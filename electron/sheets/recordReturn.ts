import type { SheetRow, SheetRowAnswer } from '../../shared/contract/sheets.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { answersText, type SheetAnswer } from '../../shared/domain/sheetAnswer.ts';
import type { Verdict } from '../../shared/domain/verificationStatus.ts';
import { createText } from '../../shared/text/createText.ts';
import { handBatchRow } from '../changes/batchRow.ts';
import type { AskedOfSheet } from '../changes/mutations/returnSheets.ts';
import type { ReadDb } from '../db/database.ts';
import type { StoredCampaign } from '../db/tables/campaignTable.ts';
import { studentNumberOf } from '../db/tables/studentTable.ts';
import type { Recording } from './recording.ts';
import { heldVerdict, type PrintedSheet, sheetRows } from './sheetRows.ts';

export interface GivenReturn {
  answers: readonly SheetRowAnswer[];
  /** Students written in by hand. */
  added: readonly { name: string; studentNo: string; written: string }[];
}

export interface RecordedReturn {
  batch: string;
  /** Verdicts that were new. */
  recorded: number;
  /** Answers that were held already. */
  unchanged: number;
  questions: number;
}

/** Notes are kept in the words of the office, as an imported sheet's are. */
const zh = createText('zh');

/**
 * Writes what a returned sheet says as one batch: a verdict for each answer that is new, the sheet's letters, and a
 * question for everybody who was written in or crossed out. Errors: CAMPAIGN_CLOSED; NOT_FOUND where it is not known
 * who was printed; USAGE where an answer is of no row, of somebody who is gone, or says wrong without saying what.
 */
export function recordReturn(
  recording: Recording,
  campaign: StoredCampaign,
  sheet: PrintedSheet,
  given: GivenReturn,
): RecordedReturn {
  const { db, clock, ids, actor, commit } = recording;
  if (campaign.closedAt !== null) throw new AppError('CAMPAIGN_CLOSED', { name: campaign.name });
  const rows = sheetRows(db, sheet, campaign);
  if (rows === null) throw new AppError('NOT_FOUND', { what: 'sheet', name: sheet.number });
  const answers: (SheetAnswer | null)[] = rows.map(() => null);
  const events: { id: string; student: string; verdict: Verdict; saidAt: null; note: string }[] = [];
  const questions: AskedOfSheet[] = [];
  let unchanged = 0;
  for (const answer of given.answers) {
    const row = rows[answer.at];
    if (!row?.student) throw new AppError('USAGE', { case: 'sheet-row', row: answer.at + 1 });
    answers[answer.at] = answer.answer;
    if (answer.answer === 'struck') {
      if (row.before !== 'struck') questions.push(crossedOut(ids.next(), sheet, row, answer));
      continue;
    }
    if (answer.answer === 'wrong' && row.before === 'wrong' && isBare(answer)) {
      // What it said before was wrong is kept.
      unchanged += 1;
      continue;
    }
    const said = verdictOf(row, answer);
    if (said === null) continue;
    const held = heldVerdict(db, campaign.id, studentNumberOf(db, row.student)!);
    const isHeld = held !== null && held.verdict === said.verdict && !held.isStale;
    // What is written is kept whenever it says something else than before; that it is right again adds nothing.
    if (isHeld && (said.verdict === 'correct' || held.note === said.note)) unchanged += 1;
    else events.push({ id: ids.next(), student: row.student, saidAt: null, ...said });
  }
  for (const { name, studentNo, written } of given.added) {
    const number = studentNo.normalize('NFKC').trim();
    questions.push({
      id: ids.next(),
      number: sheet.number,
      kind: 'added',
      student: number === '' ? null : studentWithNumber(db, number),
      name: name.toWellFormed().trim(),
      studentNo: number === '' ? null : number.toWellFormed(),
      written: written.toWellFormed().trim() || null,
    });
  }
  const batch = ids.next();
  const at = clock.now();
  db.transaction(() => {
    const about = { id: batch, kind: 'sheetReturn' as const, campaign: campaign.id, at, actor };
    commit('row.save', handBatchRow({ ...about, students: given.answers.length }), batch);
    const returned = { number: sheet.number, rows: given.answers.length, answers: answersText(answers) };
    commit('sheets.return', { batch, at, sheets: [returned], questions }, batch);
    if (events.length === 0) return;
    const basis = { campaign: campaign.id, source: 'class-sheet' as const, batch, recordedAt: at };
    commit('verification.record', { ...basis, events }, batch);
  });
  return { batch, recorded: events.length, unchanged, questions: questions.length };
}

function verdictOf(row: SheetRow, answer: SheetRowAnswer): { verdict: Verdict; note: string } | null {
  const { by, field, value, written } = answer;
  if (answer.answer === 'correct') return { verdict: 'correct', note: '' };
  if (answer.answer === 'proxy') {
    const who = by.toWellFormed().trim();
    return { verdict: 'correct', note: `${who}（代）` };
  }
  if (answer.answer !== 'wrong') return null;
  const asked = value.toWellFormed().trim();
  const wrote = written.toWellFormed().trim();
  if (asked === '' && wrote === '') throw new AppError('USAGE', { case: 'sheet-wrong', row: row.at + 1 });
  const corrected = asked === '' ? [] : [field === null ? asked : `${zh.label(field)}应为${asked}`];
  return { verdict: 'wrong', note: [...corrected, ...(wrote === '' ? [] : [wrote])].join('；') };
}

function isBare({ value, written }: SheetRowAnswer): boolean {
  return value.trim() === '' && written.trim() === '';
}

function crossedOut(id: string, sheet: PrintedSheet, row: SheetRow, answer: SheetRowAnswer): AskedOfSheet {
  const { student, name, studentNo } = row;
  const written = answer.written.toWellFormed().trim() || null;
  return { id, number: sheet.number, kind: 'struck', student, name, studentNo, written };
}

/** The one student who has this 学号 or 考生号; a number that several have tells nobody. */
function studentWithNumber(db: ReadDb, number: string): string | null {
  const found = db
    .read<{ id: string }>(
      `SELECT id FROM student WHERE student_no = ? UNION SELECT id FROM student WHERE exam_no = ? LIMIT 2`,
    )
    .all(number, number);
  return found.length === 1 ? found[0]!.id : null;
}
