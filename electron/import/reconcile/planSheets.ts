import type { Finding } from '../../../shared/domain/findings.ts';
import { isAbsence } from '../../../shared/domain/isAbsence.ts';
import { isCrossedOut } from '../../../shared/domain/isCrossedOut.ts';
import { isSignature } from '../../../shared/domain/isSignature.ts';
import { maskIdNumber } from '../../../shared/domain/mask.ts';
import { answersText, type SheetAnswer } from '../../../shared/domain/sheetAnswer.ts';
import { isNoCorrection, maskNumbersIn, readCorrections } from '../../../shared/domain/sheetCorrection.ts';
import { findSheetNumber } from '../../../shared/domain/sheetNumber.ts';
import type { SheetQuestionKind } from '../../../shared/domain/sheetQuestion.ts';
import type {
  PartialStudentValues,
  StudentField,
  StudentValues,
} from '../../../shared/domain/studentFields.ts';
import { type ReadVerdict, readVerdict } from '../../../shared/domain/verdictWords.ts';
import type { Verdict } from '../../../shared/domain/verificationStatus.ts';
import type { AskedOfSheet, ReturnedSheet } from '../../changes/mutations/returnSheets.ts';
import type { ParsedRow } from '../createRowReader.ts';
import { recogniseHeading } from '../fieldSynonyms.ts';
import { makeFinding } from '../validate/makeFinding.ts';
import { type FindByKey, matchStudent } from './matchStudent.ts';
import { noteMatch } from './noteMatch.ts';
import type { PlannedRow } from './plannedRow.ts';
import { plannedRowOf } from './plannedRowOf.ts';
import { PlannedRows } from './plannedRows.ts';
import type { HeldVerdict } from './planStatus.ts';
import { TwinRows } from './TwinRows.ts';

export interface IssuedSheet {
  campaign: string | null;
  className: string | null;
  students: number;
  /** Numbers (student.n) of who was printed, in that order; null: not kept. A place is null whose student is gone. */
  printed: readonly (number | null)[] | null;
}

/** What is held of a student, as far as a sheet prints it. */
export interface HeldForSheet {
  values: StudentValues;
  photos: { admission: boolean; graduation: boolean };
  verdict: (HeldVerdict & { isStale: boolean }) | null;
}

export interface SheetCampaign {
  id: string;
  name: string;
  isClosed: boolean;
  coveredFields: readonly StudentField[];
  /** Which photo it is about; null: none. */
  photo: 'admission' | 'graduation' | null;
}

export interface SheetStore {
  find: FindByKey;
  issued(number: string): IssuedSheet | null;
  /** Where a sheet was registered before, by a batch that stands: the file. */
  returned(number: string): { file: string } | null;
  campaign(id: string): SheetCampaign | null;
  held(studentN: number, campaign: string): HeldForSheet;
}

/** One sheet of the file, as its rows are planned. */
interface OpenSheet {
  number: string | null;
  issued: IssuedSheet | null;
  name: string | null;
  campaign: SheetCampaign;
  /** Rows of it are not taken: they belong to another campaign. */
  isForeign: boolean;
  students: Set<number>;
  /** What it says of each row that was printed. */
  answers: (SheetAnswer | null)[];
}

/** Plans the rows of class sheets that came back. A correction that somebody wrote is never taken for a value. */
export class ClassSheetPlanner {
  readonly rows = new PlannedRows();
  readonly sheets: ReturnedSheet[] = [];
  /** Who was added by hand or crossed out: a person decides. */
  readonly questions: Omit<AskedOfSheet, 'id'>[] = [];
  readonly #store: SheetStore;
  /** The campaign that a person chose; null: each sheet's own. */
  readonly #chosen: string | null;
  readonly #fallback: SheetCampaign;
  readonly #findings: Finding[] = [];
  readonly #twins = new TwinRows(this.rows, 'verdict', ({ verdict }) => verdict!.verdict);
  /** A number for each student of each campaign. */
  readonly #numbers = new Map<string, number>();
  readonly #opened: OpenSheet[] = [];

  readonly #verdictOf: (words: string) => ReadVerdict | null;

  constructor(store: SheetStore, fallback: SheetCampaign, chosen: string | null, verdictOf = readVerdict) {
    this.#verdictOf = verdictOf;
    this.#store = store;
    this.#fallback = fallback;
    this.#chosen = chosen;
  }

  /** Before the rows of a sheet: what stands above its header, where its number is. */
  beginSheet(above: readonly string[], name: string | null): void {
    const found = above.map(findSheetNumber).find((number) => number !== null) ?? null;
    const number = found === 'wrong' ? null : found;
    const issued = number === null ? null : this.#store.issued(number);
    const own = issued?.campaign == null ? null : this.#store.campaign(issued.campaign);
    const chosen = this.#chosen === null ? null : this.#store.campaign(this.#chosen);
    const campaign = chosen ?? own ?? this.#fallback;
    const isForeign = (own !== null && own.id !== campaign.id) || campaign.isClosed;
    const tell = (code: 'SHEET_NUMBER' | 'SHEET_TWICE', details: Parameters<typeof makeFinding>[1]) =>
      this.#findings.push({ ...makeFinding(code, { ...details, value: number }), sheet: name });
    if (number === null) tell('SHEET_NUMBER', { case: found === 'wrong' ? 'wrong' : null });
    else if (issued === null) tell('SHEET_NUMBER', { case: 'unknown' });
    if (isForeign) {
      tell('SHEET_NUMBER', {
        case: campaign.isClosed ? 'closed' : 'campaign',
        params: { own: (own ?? campaign).name, chosen: campaign.name },
      });
    }
    const before = number === null ? null : this.#store.returned(number);
    if (before) tell('SHEET_TWICE', { params: { file: before.file } });
    if (number !== null && this.#opened.some((sheet) => sheet.number === number)) {
      tell('SHEET_TWICE', { case: 'file' });
    }
    this.#opened.push({ number, issued, name, campaign, isForeign, students: new Set(), answers: [] });
  }

  add(parsed: ParsedRow): PlannedRow {
    const planned = plannedRowOf(parsed);
    this.rows.push(planned);
    if (parsed.kind !== 'data') return planned;
    if (isLeftEmpty(parsed)) {
      planned.outcome = 'dropped';
      planned.findings = [makeFinding('FOOTER_DROPPED', { case: 'empty-row', row: parsed.row })];
      return planned;
    }
    if (parsed.identified && !this.#opened.at(-1)!.isForeign) this.#plan(planned, parsed);
    return planned;
  }

  #plan(planned: PlannedRow, { extra, values }: ParsedRow): void {
    const { row } = planned;
    const match = matchStudent(row, values, this.#store.find);
    if (match.kind === 'unknown') {
      planned.findings.push(
        makeFinding('STUDENT_UNKNOWN', { row, field: 'name', value: values.name ?? null }),
      );
      this.#ask('added', null, values);
      return;
    }
    const student = noteMatch(planned, match);
    if (student === null) return;
    const sheet = this.#opened.at(-1)!;
    sheet.students.add(student.n);
    const place = sheet.issued?.printed?.indexOf(student.n) ?? null;
    const note = (answer: SheetAnswer) => {
      if (place !== null && place >= 0) sheet.answers[place] = answer;
    };
    if (place === -1) {
      planned.findings.push(makeFinding('SHEET_ADDED', { row, field: 'name', value: values.name ?? null }));
      this.#ask('added', student.id, values);
    }
    const held = this.#store.held(student.n, sheet.campaign.id);
    const words = extra.verdict ?? null;
    const written = [extra.correction, extra.signature, words].find((text) => text && isCrossedOut(text));
    if (written) {
      planned.outcome = 'unchanged';
      planned.findings.push(makeFinding('SHEET_STRUCK', { row, field: 'name', value: values.name ?? null }));
      note('struck');
      this.#ask('struck', student.id, values, written);
      return;
    }
    const answer = words === null ? null : this.#verdictOf(words);
    const said = answer?.verdict ?? null;
    // What is wrong may be written beside the cross as well as into its own column.
    const beside = said === 'wrong' && answer?.note ? answer.note : null;
    const correction = extra.correction ?? beside;
    const asked = correction === null || isNoCorrection(correction) ? null : correction;
    const isAway = typeof extra.signature === 'string' && isAbsence(extra.signature);
    const signature = isAway ? null : (extra.signature ?? null);
    if (words !== null && said === null) {
      planned.findings.push(
        makeFinding('UNKNOWN_CODE', { case: 'verdict', row, field: 'verdict', value: words }),
      );
      return;
    }
    if (asked !== null) planned.findings.push(...proposals(row, asked, held.values));
    const verdict: Verdict | null =
      asked !== null ? 'wrong' : (said ?? (signature === null ? null : 'correct'));
    if (asked !== null && said === 'correct') {
      planned.outcome = 'ambiguous';
      planned.findings.push(makeFinding('SHEET_UNSIGNED', { case: 'contradicts', row, field: 'verdict' }));
      return;
    }
    if (verdict === null || (verdict === 'unverified' && held.verdict === null)) {
      planned.outcome = 'unchanged';
      planned.findings.push(makeFinding('SHEET_UNSIGNED', { row, field: 'signature' }));
      note(isAway ? 'absent' : 'unsigned');
      return;
    }
    if (asked === null && said === null && !isSignature(String(signature), held.values.name)) {
      planned.outcome = 'ambiguous';
      planned.findings.push(
        makeFinding('SHEET_SIGNATURE', { row, field: 'signature', value: String(signature) }),
      );
      return;
    }
    if (verdict === 'correct' && signature === null) {
      planned.findings.push(makeFinding('SHEET_UNSIGNED', { case: 'verdict', row, field: 'signature' }));
    }
    const proxy = signature !== null && /代/.test(signature) ? signature : '';
    planned.verdict = {
      verdict,
      saidAt: null,
      note: asked ?? proxy,
      source: 'class-sheet',
      campaign: sheet.campaign.id,
    };
    const given: SheetAnswer = verdict === 'wrong' ? 'wrong' : proxy === '' ? 'correct' : 'proxy';
    // A row written in by hand leaves open what others have printed.
    const isWrittenIn = place === -1;
    const stale = staleValues(row, { values, extra }, held, sheet.campaign, isWrittenIn);
    planned.findings.push(...stale);
    const key = `${student.n} ${sheet.campaign.id}`;
    const number = this.#numbers.get(key) ?? this.#numbers.size + 1;
    this.#numbers.set(key, number);
    if (this.#twins.settle(number, planned, this.rows.length - 1)) return;
    // What was signed is what was printed: where that is no longer what is held, nobody has confirmed what is held.
    if (verdict === 'correct' && stale.length > 0) planned.outcome = 'ambiguous';
    else this.#compare(planned, verdict, held.verdict);
    const isSaid = verdict === 'correct' || verdict === 'wrong';
    if (isSaid && planned.outcome !== 'ambiguous') note(given);
  }

  #ask(
    kind: SheetQuestionKind,
    student: string | null,
    values: PartialStudentValues,
    written: string | null = null,
  ): void {
    const { number } = this.#opened.at(-1)!;
    if (number === null) return;
    const { name = null, studentNo = null } = values;
    this.questions.push({ number, kind, student, name, studentNo, written });
  }

  #compare(planned: PlannedRow, verdict: Verdict, held: HeldForSheet['verdict']): void {
    if (held === null) planned.outcome = 'created';
    else if (held.verdict === verdict && !held.isStale) planned.outcome = 'unchanged';
    else if (held.verdict !== verdict && (held.source === 'staff' || held.source === 'counter')) {
      planned.outcome = 'ambiguous';
      const { row } = planned;
      planned.findings.push(
        makeFinding('STATUS_SET_BY_HAND', {
          row,
          field: 'verdict',
          value: verdict,
          params: { held: held.verdict },
        }),
      );
    } else planned.outcome = 'updated';
  }

  end(): { findings: Finding[]; campaign: string } {
    for (const { number, issued, name, students, isForeign, answers } of this.#opened) {
      if (number !== null && !isForeign) {
        const letters = issued?.printed ? issued.printed.map((_, at) => answers[at] ?? null) : null;
        this.sheets.push({
          number,
          rows: students.size,
          answers: letters === null ? null : answersText(letters),
        });
      }
      if (issued === null || isForeign || students.size >= issued.students) continue;
      const params = { count: students.size, total: issued.students, class: issued.className ?? '' };
      this.#findings.push({ ...makeFinding('SHEET_SHORT', { value: number, params }), sheet: name });
    }
    return { findings: this.#findings, campaign: this.#opened[0]?.campaign.id ?? this.#fallback.id };
  }
}

/** A row kept free for students whom the list lacks, or a line of the notes below. */
function isLeftEmpty({ values, extra }: ParsedRow): boolean {
  const filled = [values.studentNo, values.examNo, values.idNumber, values.name, extra.correction];
  return [...filled, extra.signature, extra.verdict].every((value) => (value ?? null) === null);
}

/** What somebody wrote to be corrected, as values that are proposed and not taken. */
function proposals(row: number, text: string, held: StudentValues): Finding[] {
  return readCorrections(text).map(({ about, text: proposed }) => {
    const field = about === null ? null : (recogniseHeading(about, 'roster')?.field ?? null);
    if (field === null || !(field in held)) {
      const whole = about === null ? proposed : `${about}：${proposed}`;
      return makeFinding('CORRECTION_PROPOSED', {
        case: 'text',
        row,
        field: 'correction',
        value: maskNumbersIn(whole),
      });
    }
    return makeFinding('CORRECTION_PROPOSED', {
      row,
      field,
      value: held[field as StudentField],
      suggestion: proposed,
    });
  });
}

/** The fields that sheets print, beside the numbers by which the student is found. */
const PRINTED = [
  'name',
  'gender',
  'birthDate',
  'ethnicity',
  'majorName',
  'level',
  'duration',
  'enrolDate',
] as const satisfies StudentField[];

/** What the sheet prints and is no longer so, of what the campaign wants confirmed. */
function staleValues(
  row: number,
  { values, extra }: Pick<ParsedRow, 'values' | 'extra'>,
  held: HeldForSheet,
  campaign: SheetCampaign,
  onlyFilled: boolean,
): Finding[] {
  const covered = new Set(campaign.coveredFields);
  const findings: Finding[] = [];
  const tell = (field: string, printed: string | null, now: string | null) =>
    findings.push(makeFinding('SHEET_STALE', { row, field, value: printed, params: { now: now ?? '' } }));
  for (const field of PRINTED) {
    const printed = values[field];
    if (printed === undefined || !covered.has(field)) continue;
    if (onlyFilled && (printed ?? '') === '') continue;
    if ((printed ?? null) !== held.values[field]) tell(field, printed, held.values[field]);
  }
  const printedId = extra.printedIdNumber;
  const now = held.values.idNumber;
  if (printedId !== undefined && covered.has('idNumber') && !(onlyFilled && !printedId)) {
    const isSame = (printedId ?? null) === now || (now !== null && printedId === maskIdNumber(now));
    const masked = (number: string | null) =>
      number?.includes('*') ? number : number && maskIdNumber(number);
    if (!isSame) tell('idNumber', masked(printedId) || null, masked(now) || null);
  }
  if (campaign.photo !== null) {
    const printed = extra[`${campaign.photo}Photo`];
    const isThere = held.photos[campaign.photo];
    if (
      typeof printed === 'string' &&
      !(onlyFilled && printed === '') &&
      isThere !== /^(?:有|yes|√)/i.test(printed)
    ) {
      tell(`${campaign.photo}Photo`, printed, isThere ? '有' : '无');
    }
  }
  return findings;
}
