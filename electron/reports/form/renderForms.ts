import { drawPages } from '../pdf/drawPages.ts';
import { UPRIGHT } from '../pdf/paper.ts';
import { type Printing, printSheets } from '../pdf/printSheets.ts';
import type { ReadPicture } from '../photos/drawPhoto.ts';
import type { RenderOptions } from '../renderOptions.ts';
import type { RenderResult } from '../reportData.ts';
import { drawFormRow, setFormRow } from './drawFormRow.ts';
import type { FormReport, FormSheet } from './formReport.ts';

/**
 * Prints forms, each of one or more upright A4 pages with a number of its own. Pictures are read form by form, so that
 * a school takes no more memory than a student.
 * @throws as printSheets.
 */
export function renderForms(
  report: FormReport,
  sink: NodeJS.WritableStream,
  readPicture: ReadPicture,
  options: RenderOptions = {},
): Promise<RenderResult> {
  return printSheets(report.title, report.sheets, sink, options, (sheet, printing) =>
    drawForm(report, sheet, printing, readPicture),
  );
}

async function drawForm(
  { title, notes, signatures }: FormReport,
  { mark, info, student, rows }: FormSheet,
  printing: Printing,
  readPicture: ReadPicture,
): Promise<number> {
  const { pen, text } = printing;
  const { margin, content } = UPRIGHT;
  const said = rows();
  const hashes = said.flatMap((row) => (row.kind === 'photos' ? row.photos.map(({ hash }) => hash) : []));
  const pictures = new Map<string, Buffer | null>();
  for (const hash of hashes) if (hash !== null) pictures.set(hash, await readPicture(hash));
  const set = said.flatMap((row) => setFormRow(pen, row, content));
  return drawPages(printing, {
    mark,
    title,
    info,
    paper: UPRIGHT,
    headerHeight: 0,
    heights: set.map(({ height }) => height),
    drawRows: ({ start, count }, top) => {
      pen.about(student);
      let y = top;
      for (const row of set.slice(start, start + count)) {
        drawFormRow(pen, row, { x: margin.x, y, width: content, height: row.height }, { text, pictures });
        y += row.height;
      }
      pen.about(null);
      return y;
    },
    notes: { leadIn: '', lines: notes, onEveryPage: false },
    signatures,
    rowsWithClosing: 1,
  });
}
