import { textOf } from '../text/textOf.ts';
import { plainCell } from './sheetContent.ts';

/** Titles of the columns that sheets leave for hands to fill. No printed column is called the same. */
export function answerTitles(): ReadonlySet<string> {
  const {
    recordCheckColumns: sheet,
    collegeColumns: college,
    chaseNoticeColumns: notice,
    sheetsOutColumns: out,
  } = textOf('zh');
  return new Set([
    sheet.correction,
    sheet.signature,
    college.correctionKind,
    college.remark,
    college.handling,
    college.signature,
    college.enquiry,
    college.enquirer,
    notice.signature,
    out.remark,
  ]);
}

/** Titles of all columns of all reports, and of their groups: by them a header is known. */
export function printedTitles(): ReadonlySet<string> {
  const text = textOf('zh');
  return new Set(
    [
      ...Object.values(text.recordCheckColumns),
      ...Object.values(text.collegeColumns),
      ...Object.values(text.chaseNoticeColumns),
      ...Object.values(text.caseColumns),
      ...Object.values(text.sheetsOutColumns),
      ...Object.values(text.statisticsLabels),
      ...Object.values(text.statisticsFigures).map((title) => title.replaceAll('\n', '')),
      ...Object.values(text.statisticsGroups),
      ...Object.values(text.photoRole),
      text.photoGroup,
      text.statement.item,
      text.statement.content,
      ...Object.values(text.slip.columns),
      text.letter.item,
      text.letter.content,
    ].map(plainCell),
  );
}
