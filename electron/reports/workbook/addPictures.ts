import { ZipFile } from 'yazl';
import { openByteSource } from '../../archive/byteSource.ts';
import { openZip } from '../../archive/openZip.ts';

/** A picture as it stands on a worksheet, below the one before. */
export interface SheetPicture {
  /** Said to whoever can't see it. */
  title: string;
  png: Buffer;
  /** On the sheet, in pixels of a screen at 100 %. */
  width: number;
  height: number;
}

/** English metric units of a pixel (ECMA-376 part 1, 20.1.2.1: 914400 to the inch). */
const EMU = 9525;
/** A row of the standard height of 15 points. */
const ROW_PIXELS = 20;
const GAP_ROWS = 2;
const NAMESPACES = {
  drawing: 'http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing',
  main: 'http://schemas.openxmlformats.org/drawingml/2006/main',
  relations: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
  package: 'http://schemas.openxmlformats.org/package/2006/relationships',
} as const;
const DRAWING = 'xl/drawings/drawing1.xml';

/**
 * A workbook with these pictures on one of its worksheets (by its number, from 1), which has none and no other parts of
 * its own. exceljs writes pictures only into workbooks that it holds in memory whole, which a table of every class of a
 * school is too large for; so they are put into the finished file (ECMA-376 part 1, 20.5).
 */
export async function addPictures(
  workbook: Buffer,
  worksheet: number,
  pictures: readonly SheetPicture[],
): Promise<Buffer> {
  const rows = rowsOf(pictures);
  const source = await openByteSource(workbook);
  const zip = await openZip(source);
  const out = new ZipFile();
  const part = `xl/worksheets/sheet${worksheet}.xml`;
  const changes: Record<string, (text: string) => string> = {
    '[Content_Types].xml': withContentTypes,
    [part]: (text) =>
      replaced(
        text,
        '</worksheet>',
        `${breaksOf(rows)}<drawing xmlns:r="${NAMESPACES.relations}" r:id="rId1"/></worksheet>`,
      ),
  };
  for (const entry of zip.entries) {
    const chunks: Buffer[] = [];
    for await (const chunk of zip.chunks(entry)) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const name = entry.name.replace(/^\//, '');
    const change = changes[name];
    out.addBuffer(change ? Buffer.from(change(bytes.toString('utf8'))) : bytes, name);
  }
  zip.close();
  await source.close();
  const drawing = { type: `${NAMESPACES.relations}/drawing`, target: `../drawings/drawing1.xml` };
  out.addBuffer(relationsOf([drawing]), `xl/worksheets/_rels/sheet${worksheet}.xml.rels`);
  out.addBuffer(Buffer.from(drawingOf(pictures, rows)), DRAWING);
  const images = pictures.map((_, at) => ({
    type: `${NAMESPACES.relations}/image`,
    target: `../media/image${at + 1}.png`,
  }));
  out.addBuffer(relationsOf(images), 'xl/drawings/_rels/drawing1.xml.rels');
  // They are compressed already.
  for (const [at, { png }] of pictures.entries()) {
    out.addBuffer(png, `xl/media/image${at + 1}.png`, { compress: false });
  }
  out.end();
  const whole: Buffer[] = [];
  for await (const chunk of out.outputStream) whole.push(chunk as Buffer);
  return Buffer.concat(whole);
}

function withContentTypes(text: string): string {
  const drawing = `<Override PartName="/${DRAWING}" ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/>`;
  const png = text.includes('Extension="png"') ? '' : '<Default Extension="png" ContentType="image/png"/>';
  return replaced(text, '</Types>', `${png}${drawing}</Types>`);
}

function replaced(text: string, what: string, by: string): string {
  if (!text.includes(what)) throw new Error(`a part of the workbook does not end in ${what}`);
  return text.replace(what, () => by);
}

function relationsOf(relations: readonly { type: string; target: string }[]): Buffer {
  const each = relations.map(
    ({ type, target }, at) => `<Relationship Id="rId${at + 1}" Type="${type}" Target="${target}"/>`,
  );
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="${NAMESPACES.package}">${each.join('')}</Relationships>`,
  );
}

/** The row, from 0, at which each begins. */
function rowsOf(pictures: readonly SheetPicture[]): number[] {
  const rows: number[] = [];
  let row = 1;
  for (const { height } of pictures) {
    rows.push(row);
    row += Math.ceil(height / ROW_PIXELS) + GAP_ROWS;
  }
  return rows;
}

/** On paper each begins a page of its own: none is cut. */
function breaksOf([, ...rows]: readonly number[]): string {
  const breaks = rows.map((row) => `<brk id="${row}" max="16383" man="1"/>`).join('');
  const { length } = rows;
  return length === 0
    ? ''
    : `<rowBreaks count="${length}" manualBreakCount="${length}">${breaks}</rowBreaks>`;
}

function drawingOf(pictures: readonly SheetPicture[], rows: readonly number[]): string {
  const anchors = pictures.map(({ title, width, height }, at) => {
    const name = escaped(title);
    return [
      `<xdr:oneCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${rows[at]}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>`,
      `<xdr:ext cx="${Math.round(width * EMU)}" cy="${Math.round(height * EMU)}"/>`,
      `<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="${at + 2}" name="${name}" descr="${name}"/><xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr>`,
      `<xdr:blipFill><a:blip xmlns:r="${NAMESPACES.relations}" r:embed="rId${at + 1}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>`,
      '<xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>',
    ].join('');
  });
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<xdr:wsDr xmlns:xdr="${NAMESPACES.drawing}" xmlns:a="${NAMESPACES.main}">${anchors.join('')}</xdr:wsDr>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
