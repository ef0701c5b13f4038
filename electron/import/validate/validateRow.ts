import { isProvinceCode } from '../../../shared/domain/codeTables.ts';
import type { FindingCode } from '../../../shared/domain/findings.ts';
import { type IdInspection, inspectIdNumber, normalIdNumber } from '../../../shared/domain/idNumber.ts';
import { IMPORT_KIND, type ImportField, type ImportKind } from '../../../shared/domain/importKinds.ts';
import { maskUnknown } from '../../../shared/domain/mask.ts';
import { nameFindings } from '../../../shared/domain/personName.ts';
import type { IdType, StudentField } from '../../../shared/domain/studentFields.ts';
import { strayPart } from '../../characters/strayPart.ts';
import { isDigits, isExamNoWithoutZero } from '../normalise/readValue.ts';
import type { RowDraft } from '../normalise/rowDraft.ts';
import { type FindingDetails, makeFinding } from './makeFinding.ts';
import { COLUMN_BYTES, gbkBytes } from './textLengths.ts';

/** What is known of the file while its rows are checked. */
export interface RowChecks {
  kind: ImportKind;
  /** Field → heading of its column in this file. */
  headings: ReadonlyMap<ImportField, string>;
  /** The mapped fields whose length 学信网 limits. */
  limited: readonly (readonly [field: StudentField, bytes: number])[];
}

export function rowChecks(kind: ImportKind, headings: ReadonlyMap<ImportField, string>): RowChecks {
  const limited = (Object.entries(COLUMN_BYTES) as [StudentField, number][]).filter(([field]) =>
    headings.has(field),
  );
  return { kind, headings, limited };
}

/**
 * Checks the values of a row one by one and against each other, adds the findings to the draft, and takes values
 * that a `block` finding holds back out of it (domain notes §7, §8; the command line's contract).
 */
export function validateRow(draft: RowDraft, checks: RowChecks): void {
  const { values } = draft;
  if (typeof values.name === 'string') checkName(draft, checks, values.name);
  if (typeof values.examNo === 'string') checkExamNo(draft, checks, values.examNo);
  if (typeof values.idNumber === 'string') checkIdNumber(draft, checks, values.idNumber);
  if (checks.kind === 'roster') checkLengths(draft, checks);
  checkRequired(draft, checks);
}

function report(
  draft: RowDraft,
  checks: RowChecks,
  code: FindingCode,
  field: StudentField,
  value: string | null,
  details: FindingDetails,
): void {
  draft.findings.push(
    makeFinding(code, {
      ...details,
      row: draft.row,
      column: checks.headings.get(field) ?? null,
      field,
      value,
    }),
  );
}

function checkName(draft: RowDraft, checks: RowChecks, name: string): void {
  for (const found of nameFindings(name)) {
    // What stands for a name may be a number of another column.
    report(draft, checks, found.code, 'name', maskUnknown(name), {
      case: found.case,
      suggestion: found.suggestion,
    });
  }
  const stray = strayPart(name);
  if (stray !== null) {
    const params = { parts: stray.parts, whole: stray.wholes.join('、') };
    report(draft, checks, 'NAME_SPLIT_CHARACTER', 'name', name, { case: 'alone', params });
  }
}

/**
 * 14 digits, the third and fourth a province; 15 for graduates. Numbers that schools make up themselves (专升本,
 * 港澳台) follow no rule, so this never does more than warn (domain notes §1.6).
 */
function checkExamNo(draft: RowDraft, checks: RowChecks, examNo: string): void {
  if (isDigits(examNo)) {
    if (examNo.length === 14 && isProvinceCode(examNo.slice(2, 4))) return;
    if (examNo.length === 15 && mayBeGraduate(draft.values.level)) return;
  }
  const suggestion = isExamNoWithoutZero(examNo) ? `0${examNo}` : null;
  report(draft, checks, 'EXAMNO_SHAPE', 'examNo', examNo, { suggestion });
}

function mayBeGraduate(level: string | null | undefined): boolean {
  return (
    level === null ||
    level === undefined ||
    level.includes('研究生') ||
    level.includes('硕士') ||
    level.includes('博士')
  );
}

function checkIdNumber(draft: RowDraft, checks: RowChecks, idNumber: string): void {
  const { values } = draft;
  const declared = (values.idType ?? null) as IdType | null;
  const inspection = inspectIdNumber(idNumber, declared);
  let blocked = false;
  for (const found of inspection.findings) {
    const details: FindingDetails = {
      case: found.case,
      suggestion: found.suggestion,
      params: { type: inspection.type, inferred: inspection.inferred },
    };
    report(draft, checks, found.code, 'idNumber', idNumber, details);
    if (draft.findings[draft.findings.length - 1]?.severity === 'block') blocked = true;
  }
  if (blocked) {
    delete values.idNumber;
    return;
  }
  // The number tells its own kind where no column does; where the column's cell is held back, nothing is put in its place.
  if (declared === null && (values.idType === null || !checks.headings.has('idType'))) {
    values.idType = inspection.type;
  }
  compareWithColumns(draft, checks, inspection);
}

/** Birth date and gender stand in the number too; which of two that disagree is wrong, a person must find out. */
function compareWithColumns(draft: RowDraft, checks: RowChecks, inspection: IdInspection): void {
  const { birthDate, gender, enrolDate } = draft.values;
  if (inspection.birthDate !== null && typeof birthDate === 'string' && birthDate !== inspection.birthDate) {
    report(draft, checks, 'ID_BIRTHDATE_DIFFERS', 'birthDate', birthDate, {
      suggestion: inspection.birthDate,
    });
  }
  if (inspection.birthDate !== null && typeof enrolDate === 'string' && enrolDate <= inspection.birthDate) {
    const params = { born: inspection.birthDate };
    report(draft, checks, 'ID_BIRTHDATE_DIFFERS', 'enrolDate', enrolDate, { case: 'enrolled', params });
  }
  if (inspection.gender !== null && typeof gender === 'string' && gender !== inspection.gender) {
    report(draft, checks, 'ID_GENDER_DIFFERS', 'gender', gender, { suggestion: inspection.gender });
  }
}

function isKeyField(field: StudentField): boolean {
  return field === 'examNo' || field === 'studentNo' || field === 'idNumber';
}

/** Full-width digits count as the digits that they are: telling them is not what a length is for. */
function checkLengths(draft: RowDraft, checks: RowChecks): void {
  for (const [field, limit] of checks.limited) {
    const value = draft.values[field];
    if (typeof value !== 'string' || value.length * 2 <= limit) continue;
    const bytes = gbkBytes(isKeyField(field) ? normalIdNumber(value) : value);
    if (bytes > limit) report(draft, checks, 'TEXT_TOO_LONG', field, value, { params: { bytes, limit } });
  }
}

/** A roster row needs a name; every row needs one exact key that was not held back. */
function checkRequired(draft: RowDraft, checks: RowChecks): void {
  const { values } = draft;
  if (IMPORT_KIND[checks.kind].needsName && typeof values.name !== 'string') {
    report(draft, checks, 'REQUIRED_MISSING', 'name', null, { case: 'name' });
  }
  if (
    IMPORT_KIND[checks.kind].needsKey &&
    typeof values.examNo !== 'string' &&
    typeof values.studentNo !== 'string' &&
    typeof values.idNumber !== 'string'
  ) {
    draft.findings.push(makeFinding('REQUIRED_MISSING', { case: 'key', row: draft.row }));
  }
}
