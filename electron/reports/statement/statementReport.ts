import { PHOTO_ROLES } from '../../../shared/domain/photoStandard.ts';
import type { ListReport } from '../list/listReport.ts';
import type { SheetLanguage, StatementData } from '../reportData.ts';
import { textOf } from '../text/textOf.ts';
import { statementFacts } from './statementFacts.ts';

/** The Excel twin of 校内核对情况证明: what stands on each, a worksheet a student. */
export function statementReport(
  statements: readonly StatementData[],
  options: { lang?: SheetLanguage; masked?: boolean } = {},
): ListReport {
  const text = textOf(options.lang);
  const { statement, info } = text;
  return {
    title: statement.title,
    columns: [
      { title: statement.item, paper: 60, screen: 24, align: 'left', fit: 'prose' },
      { title: statement.content, paper: null, screen: 60, align: 'left', fit: 'long' },
    ],
    besideTitle: text.photoGroup,
    frozenColumns: 1,
    rowHeight: { paper: 8, screen: 20 },
    notes: { leadIn: '', lines: statement.notes, onEveryPage: false },
    signatures: statement.signatures,
    rowsWithClosing: 2,
    sheets: statements.map((data) => {
      const { values, id } = data.student;
      return {
        mark: data.mark,
        name: values.name ?? values.studentNo,
        info: [{ label: info.college, value: values.collegeName ?? '', share: 1 }],
        rows: () => {
          const { record, verification } = statementFacts(data, options);
          return [
            ...[...record, ...verification].map(({ label, value }) => ({
              student: id,
              cells: [label, value],
            })),
            ...PHOTO_ROLES.map((role) => ({
              student: id,
              cells: [text.photoRole[role], data.photos[role] === null ? text.photoMissing : text.photoThere],
              beside: data.photos[role],
            })),
          ];
        },
      };
    }),
  };
}
