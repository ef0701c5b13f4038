import { drawFacts, type Fact } from '../pdf/drawFacts.ts';
import { drawPages } from '../pdf/drawPages.ts';
import { LANDSCAPE, MM } from '../pdf/paper.ts';
import { type Printing, printSheets } from '../pdf/printSheets.ts';
import { drawPhoto, type ReadPicture } from '../photos/drawPhoto.ts';
import type { RenderOptions } from '../renderOptions.ts';
import type { RenderResult, StatementData } from '../reportData.ts';
import { textOf } from '../text/textOf.ts';
import { statementFacts } from './statementFacts.ts';

const PHOTO = { width: 33 * MM, height: 44 * MM };
const PHOTO_GAP = 5 * MM;
const ROW_HEIGHT = 9.4 * MM;
/** Between what the record says and how the verification stands. */
const BETWEEN = 4 * MM;
const { margin, content } = LANDSCAPE;
const FACTS_WIDTH = content - 2 * PHOTO.width - 2 * PHOTO_GAP;

async function drawStatement(
  data: StatementData,
  printing: Printing,
  { readPicture, ...options }: RenderOptions & { readPicture: ReadPicture },
): Promise<number> {
  const { pen, text } = printing;
  const { mark, student } = data;
  const roles = ['admission', 'graduation'] as const;
  const pictures = await Promise.all(
    roles.map((role) => {
      const hash = data.photos[role];
      return hash === null ? null : readPicture(hash);
    }),
  );
  const { record, verification } = statementFacts(data, options);
  const drawWhole = (top: number): number => {
    pen.about(student.id);
    const facts = { x: margin.x, y: top, width: FACTS_WIDTH };
    const recordEnds = drawFacts(pen, facts, record, { columns: 2, rowHeight: ROW_HEIGHT });
    for (const [index, role] of roles.entries()) {
      const x = margin.x + FACTS_WIDTH + PHOTO_GAP + index * (PHOTO.width + PHOTO_GAP);
      const box = { x, y: top, ...PHOTO };
      const jpeg = pictures[index] ?? null;
      drawPhoto(pen, box, { hash: data.photos[role], jpeg, role }, { text, size: 9 });
      const caption = { x, y: top + PHOTO.height + 1 * MM, width: PHOTO.width, height: 5 * MM };
      pen.text(text.photoRole[role], caption, { weight: 'regular', size: 9, align: 'centre' });
    }
    const below = { x: margin.x, y: recordEnds + BETWEEN, width: content };
    const bottom = drawFacts(pen, below, verification, { columns: 2, rowHeight: ROW_HEIGHT });
    pen.about(null);
    return bottom;
  };
  const rows = rowsOf(record) + rowsOf(verification);
  return drawPages(printing, {
    mark,
    title: text.statement.title,
    info: [],
    headerHeight: 0,
    heights: [rows * ROW_HEIGHT + BETWEEN],
    drawRows: (_page, top) => drawWhole(top),
    notes: { leadIn: '', lines: text.statement.notes, onEveryPage: false },
    signatures: text.statement.signatures,
    rowsWithClosing: 1,
  });
}

/** Rows of two facts each. */
function rowsOf(facts: readonly Fact[]): number {
  return Math.ceil(facts.reduce((sum, { span = 1 }) => sum + span, 0) / 2);
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
