import { codeRuns } from '../pdf/drawCode.ts';
import { drawFacts } from '../pdf/drawFacts.ts';
import {
  CONTENT_WIDTH,
  drawFoot,
  drawHead,
  drawNotes,
  drawSignatures,
  HEAD_HEIGHT,
  MARGIN,
  notesHeight,
} from '../pdf/drawSheetFrame.ts';
import { type Printing, printSheets } from '../pdf/printSheets.ts';
import { MM } from '../pdf/sheetDocument.ts';
import { drawPhoto, type ReadPicture } from '../photos/drawPhoto.ts';
import type { RenderOptions } from '../renderOptions.ts';
import type { RenderResult, StatementData } from '../reportData.ts';
import { textOf } from '../text/textOf.ts';
import { statementFacts } from './statementFacts.ts';

const PHOTO = { width: 33 * MM, height: 44 * MM };
const PHOTO_GAP = 5 * MM;
const ROW_HEIGHT = 9.4 * MM;
const FACTS_WIDTH = CONTENT_WIDTH - 2 * PHOTO.width - 2 * PHOTO_GAP;

async function drawStatement(
  data: StatementData,
  { output, pen, text }: Printing,
  { readPicture, ...options }: RenderOptions & { readPicture: ReadPicture },
): Promise<number> {
  const { mark, student } = data;
  const roles = ['admission', 'graduation'] as const;
  const pictures = await Promise.all(
    roles.map((role) => {
      const hash = data.photos[role];
      return hash === null ? null : readPicture(hash);
    }),
  );
  const { record, verification } = statementFacts(data, options);
  output.document.addPage();
  pen.about(student.id);
  const head = {
    mark,
    title: text.statement.title,
    info: [],
    code: codeRuns(mark.code),
  };
  drawHead(output.document, pen, head, text, true);
  const top = MARGIN.top + HEAD_HEIGHT.first;
  const facts = { x: MARGIN.x, y: top, width: FACTS_WIDTH };
  const recordEnds = drawFacts(pen, facts, record, { columns: 2, rowHeight: ROW_HEIGHT });
  for (const [index, role] of roles.entries()) {
    const x = MARGIN.x + FACTS_WIDTH + PHOTO_GAP + index * (PHOTO.width + PHOTO_GAP);
    const box = { x, y: top, ...PHOTO };
    const jpeg = pictures[index] ?? null;
    drawPhoto(pen, box, { hash: data.photos[role], jpeg, role }, { text, size: 9 });
    const caption = { x, y: top + PHOTO.height + 1 * MM, width: PHOTO.width, height: 5 * MM };
    pen.text(text.photoRole[role], caption, { weight: 'regular', size: 9, align: 'centre' });
  }
  const below = { x: MARGIN.x, y: recordEnds + 4 * MM, width: CONTENT_WIDTH };
  const bottom = drawFacts(pen, below, verification, { columns: 2, rowHeight: ROW_HEIGHT });
  pen.about(null);
  const { notes } = text.statement;
  drawNotes(pen, bottom, notes);
  drawSignatures(pen, bottom + notesHeight(notes.length) + 3 * MM, text.statement.signatures, text);
  drawFoot(pen, mark, text, 1, 1);
  return 1;
}

/**
 * Prints 校内核对情况证明, a page a student: what the office holds and how the verification stands. Its title and look keep
 * clear of what 学信网 alone issues (domain notes §5).
 * @throws as printSheets.
 */
export function renderStatements(
  statements: readonly StatementData[],
  sink: NodeJS.WritableStream,
  readPicture: ReadPicture,
  options: RenderOptions = {},
): Promise<RenderResult> {
  const { title } = textOf(options.lang).statement;
  return printSheets(title, statements, sink, options, (data, printing) =>
    drawStatement(data, printing, { ...options, readPicture }),
  );
}
