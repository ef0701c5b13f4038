import { beijingDay } from '../../../shared/domain/daysLeft.ts';
import { maskNumbersIn, readCorrections } from '../../../shared/domain/sheetCorrection.ts';
import { identityFlagOf } from '../../../shared/domain/verificationStatus.ts';
import { createText, type Text } from '../../../shared/text/createText.ts';
import { printedIdNumber } from '../printedIdNumber.ts';
import type { CollegeSheetData, ListedStudent, SheetLanguage } from '../reportData.ts';
import type { CollegeColumn, CollegeReportKind, SheetText } from '../text/sheetText.ts';
import { textOf } from '../text/textOf.ts';
import type { ListColumn, ListReport } from './listReport.ts';
import { missingPhotos } from './missingPhotos.ts';

interface Form {
  columns: readonly CollegeColumn[];
  /** The column that takes what is left of the page. */
  widest: CollegeColumn;
}

/** Forms as schools print them (domain notes §5.3, 5.5, 5.6), a sheet a college. */
const FORMS: Record<CollegeReportKind, Form> = {
  unverified: {
    columns: [
      ...(['class', 'number', 'studentNo', 'name', 'counsellor', 'status'] as const),
      ...(['reason', 'step', 'deadline'] as const),
    ],
    widest: 'step',
  },
  corrections: {
    columns: [
      ...(['class', 'number', 'studentNo', 'name', 'idNumber', 'correctionKind', 'correction'] as const),
      ...(['saidBy', 'saidOn', 'handling'] as const),
    ],
    widest: 'correction',
  },
  'photo-findings': {
    columns: [
      ...(['class', 'number', 'studentNo', 'name', 'idNumber', 'photoTrouble', 'photoDetail'] as const),
      ...(['handling', 'signature'] as const),
    ],
    widest: 'photoDetail',
  },
  'identity-review': {
    columns: [
      ...(['class', 'number', 'studentNo', 'name', 'idNumber', 'flag', 'admissionPhoto'] as const),
      ...(['graduationPhoto', 'enquiry', 'enquirer', 'remark'] as const),
    ],
    widest: 'enquiry',
  },
};

/** Millimetres on paper, characters in the workbook. */
const WIDTHS: Record<CollegeColumn, readonly [paper: number, screen: number]> = {
  class: [30, 18],
  number: [10, 6],
  studentNo: [26, 15],
  name: [26, 16],
  idNumber: [34, 21],
  counsellor: [20, 12],
  status: [28, 16],
  reason: [50, 36],
  step: [60, 44],
  deadline: [22, 12],
  remark: [26, 20],
  correctionKind: [26, 16],
  correction: [60, 44],
  saidBy: [18, 12],
  saidOn: [19, 12],
  handling: [34, 20],
  photoTrouble: [26, 16],
  photoDetail: [60, 44],
  signature: [24, 14],
  flag: [34, 18],
  admissionPhoto: [10, 6],
  graduationPhoto: [10, 6],
  enquiry: [60, 40],
  enquirer: [24, 14],
};
const WHOLE: readonly CollegeColumn[] = ['studentNo', 'name', 'idNumber'];
const LONG: readonly CollegeColumn[] = ['reason', 'step', 'correction', 'photoDetail', 'correctionKind'];
/** Also the kind of a correction, which the college fills in where it could not be told. */
const ANSWERS: readonly CollegeColumn[] = [
  ...(['correctionKind', 'remark', 'handling', 'signature', 'enquiry', 'enquirer'] as const),
];
const PHOTOS: readonly CollegeColumn[] = ['admissionPhoto', 'graduationPhoto'];

/** A text that people wrote, in one line: line breaks in a cell would read as rows. */
function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').trim();
}

interface Words {
  sheet: SheetText;
  shared: Text;
  masked: boolean;
}

/** What the correction of a student is about, in the words of who wrote it; empty where that is not said. */
function correctionKind(note: string, { sheet }: Words): string {
  const about = readCorrections(note).flatMap((written) => {
    if (written.about !== null) return [written.about];
    return /照片|相片|图像|头像/.test(written.text) ? [sheet.photoCorrection] : [];
  });
  return [...new Set(about)].join(sheet.listJoin);
}

function photoDetail(trouble: NonNullable<ListedStudent['photoTrouble']>, { sheet, shared }: Words): string {
  const said = [
    ...trouble.reasons.filter((reason) => reason !== 'other').map((reason) => shared.photo.reason(reason)),
    ...trouble.findings.map((finding) => shared.photo.finding(finding)),
  ].join(sheet.listJoin);
  return [said, oneLine(trouble.note)].filter((part) => part !== '').join(sheet.clauseJoin);
}

const CELLS: Record<CollegeColumn, (student: ListedStudent, words: Words, index: number) => string> = {
  class: ({ values }, { sheet }) => values.className ?? sheet.none,
  number: (_student, _words, index) => String(index + 1),
  studentNo: ({ values }) => values.studentNo ?? '',
  name: ({ values }) => values.name ?? '',
  idNumber: ({ values }, { masked }) => printedIdNumber(values.idNumber, masked),
  counsellor: ({ values }) => values.counsellor ?? '',
  status: ({ status }, { sheet }) => sheet.status[status],
  reason: ({ chase, statusReason }, { shared }) =>
    chase === null ? shared.statusReason(statusReason) : shared.chase.reason(chase.reason),
  step: ({ chase }, { shared }) => (chase === null ? '' : shared.chase.tell(chase.reason)),
  deadline: ({ chase }) => chase?.deadline ?? '',
  remark: () => '',
  correctionKind: ({ said }, words) => (said === null ? '' : correctionKind(said.note, words)),
  correction: ({ said }, { masked }) =>
    said === null ? '' : oneLine(masked ? maskNumbersIn(said.note) : said.note),
  saidBy: ({ said }, { shared }) => (said === null ? '' : shared.eventSource(said.source)),
  saidOn: ({ said }) => (said === null ? '' : beijingDay(said.at)),
  handling: () => '',
  photoTrouble: ({ photoTrouble }, { shared }) =>
    photoTrouble === null ? '' : shared.photo.retake(photoTrouble.why),
  photoDetail: ({ photoTrouble }, words) => (photoTrouble === null ? '' : photoDetail(photoTrouble, words)),
  signature: () => '',
  flag: ({ values }, { sheet }) => {
    const found = identityFlagOf(values.remark);
    return found === null ? '' : sheet.status[found.status];
  },
  admissionPhoto: ({ photos }, { sheet }) => (photos.admission ? sheet.photoThere : sheet.photoMissing),
  graduationPhoto: ({ photos }, { sheet }) => (photos.graduation ? sheet.photoThere : sheet.photoMissing),
  enquiry: () => '',
  enquirer: () => '',
};

/** The report of a kind, a sheet a college. `masked` hides document numbers, also those that people wrote into a text. */
export function collegeReport(
  kind: CollegeReportKind,
  sheets: readonly CollegeSheetData[],
  { lang, masked = true }: { lang?: SheetLanguage; masked?: boolean } = {},
): ListReport {
  const sheet = textOf(lang);
  const words: Words = { sheet, shared: createText(lang ?? 'zh'), masked };
  const { columns, widest } = FORMS[kind];
  const { title, notes } = sheet.collegeReports[kind];
  return {
    title,
    columns: columns.map(
      (column): ListColumn => ({
        title: sheet.collegeColumns[column],
        ...(PHOTOS.includes(column) ? { group: sheet.photoGroup } : {}),
        paper: column === widest ? null : WIDTHS[column][0],
        screen: WIDTHS[column][1],
        align: LONG.includes(column) && column !== 'correctionKind' ? 'left' : 'centre',
        fit: WHOLE.includes(column) ? 'whole' : LONG.includes(column) ? 'long' : 'prose',
        ...(column === 'number' ? { isNumber: true } : {}),
        ...(ANSWERS.includes(column) ? { isAnswer: true as const } : {}),
      }),
    ),
    joinsFirstColumn: true,
    frozenColumns: 4,
    rowHeight: { paper: 8, screen: 24 },
    notes: { leadIn: '', lines: notes, onEveryPage: false },
    signatures: sheet.collegeSignatures,
    rowsWithClosing: 2,
    sheets: sheets.map((one) => ({
      mark: one.mark,
      name: one.collegeName ?? sheet.none,
      info: [
        { label: sheet.info.college, value: one.collegeName ?? sheet.none, share: 6 },
        ...(one.deadline === null ? [] : [{ label: sheet.info.deadline, value: one.deadline, share: 3 }]),
        { label: sheet.info.students, value: sheet.studentCount(one.students.length), share: 2 },
      ],
      rows: () =>
        one.students.map((student, index) => ({
          student: student.id,
          cells: columns.map((column) => CELLS[column](student, words, index)),
          strong: missingPhotos(columns, student.photos),
        })),
    })),
  };
}
