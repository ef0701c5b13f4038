import type { CounterMark } from '../../../shared/domain/counterVisit.ts';
import type { IdType } from '../../../shared/domain/studentFields.ts';
import { createText } from '../../../shared/text/createText.ts';
import { beijingTime } from '../beijingTime.ts';
import type { ListReport } from '../list/listReport.ts';
import type { SheetLanguage, SlipData } from '../reportData.ts';
import { textOf } from '../text/textOf.ts';

/** What stands in a slip's table: one thing that was asked, what was shown, and what the student said. */
export interface SlipRow {
  cells: [item: string, shown: string, answer: string, claimed: string];
  isWrong: boolean;
}

export function slipRows({ visit }: SlipData, lang?: SheetLanguage): SlipRow[] {
  const { slip, photoRole } = textOf(lang);
  const shared = createText(lang ?? 'zh');
  const row = (item: string, shown: string, mark: CounterMark, claimed: string): SlipRow => ({
    cells: [item, shown, slip.mark[mark], claimed],
    isWrong: mark === 'wrong',
  });
  const rows = visit.fields.map(({ field, mark, claimed, shown }) => {
    const value = field === 'idType' && shown ? shared.idType(shown as IdType) : (shown ?? '');
    // Of before it was kept what was shown.
    return row(shared.label(field), shown === undefined ? slip.notKept : value, mark, claimed ?? '');
  });
  const { photo } = visit;
  if (photo) {
    const why = photo.reason === null ? '' : shared.counterPhotoReason(photo.reason);
    rows.push(row(photoRole[visit.photoRole], slip.photoShown, photo.mark, why));
  }
  return rows;
}

/** When it was signed and how, beside what was said: the lines around a slip's table. */
export function slipFacts(
  { visit, student }: SlipData,
  lang?: SheetLanguage,
): { label: string; value: string }[] {
  const { slip } = textOf(lang);
  const shared = createText(lang ?? 'zh');
  const { values } = student;
  return [
    ...(['name', 'studentNo', 'collegeName', 'className'] as const).map((field) => ({
      label: shared.label(field),
      value: values[field] ?? '',
    })),
    { label: slip.checkedAt, value: beijingTime(visit.at) },
    { label: slip.result, value: slip.mark[visit.verdict] },
  ];
}

/** What a slip says below its table, and how it was signed: on paper a drawn signature is drawn. */
export function slipClosing({ visit }: SlipData, lang?: SheetLanguage): { label: string; value: string }[] {
  const { slip } = textOf(lang);
  const signed = visit.signedName === null ? slip.drawn : slip.typed(visit.signedName, visit.witness ?? '');
  return [
    { label: slip.comment, value: visit.comment },
    { label: slip.signature, value: signed },
  ];
}

/** The Excel twin of 学生现场核对确认单, a worksheet a visit; also what of it is signed. A drawn signature is on paper only. */
export function slipReport(slips: readonly SlipData[], lang?: SheetLanguage): ListReport {
  const { slip } = textOf(lang);
  return {
    title: slip.title,
    columns: [
      { title: slip.columns.item, paper: 40, screen: 18, align: 'left', fit: 'prose' },
      { title: slip.columns.shown, paper: 90, screen: 36, align: 'left', fit: 'long' },
      { title: slip.columns.answer, paper: 24, screen: 10, align: 'centre', fit: 'prose' },
      { title: slip.columns.claimed, paper: null, screen: 40, align: 'left', fit: 'long' },
    ],
    frozenColumns: 1,
    rowHeight: { paper: 8, screen: 20 },
    notes: { leadIn: '', lines: slip.notes, onEveryPage: false },
    signatures: slip.signatures,
    rowsWithClosing: 2,
    sheets: slips.map((data) => {
      const { id, values } = data.student;
      const line = (label: string, value: string) => ({ student: id, cells: [label, value, '', ''] });
      return {
        mark: data.mark,
        name: values.name ?? values.studentNo,
        info: slipFacts(data, lang).map((fact) => ({ ...fact, share: 1 })),
        rows: () => [
          ...slipRows(data, lang).map(({ cells, isWrong }) => ({
            student: id,
            cells,
            ...(isWrong ? { strong: [2, 3] } : {}),
          })),
          ...slipClosing(data, lang).map(({ label, value }) => line(label, value)),
        ],
      };
    }),
  };
}
