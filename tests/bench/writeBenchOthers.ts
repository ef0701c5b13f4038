import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { writeDbf } from '../../electron/demo/writeDbf.ts';
import { convertByLibreOffice, programRuns } from '../fixtures/spreadsheets/convertByLibreOffice.ts';
import { zipOf } from '../fixtures/spreadsheets/workbookFromXml.ts';
import { type BinaryRecord, binary, xlsbParts } from '../fixtures/spreadsheets/xlsbFile.ts';
import { BENCH_HEADINGS, benchRow, writeBenchRoster } from './writeBenchRoster.ts';

const FOLDER = join(tmpdir(), 'xueji-desk-bench');
const OPEN_NAMESPACES =
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"';
const SHEET_ML = 'urn:schemas-microsoft-com:office:spreadsheet';

/** The same roster in the other formats, by what each is called. Written once per number of rows. */
export async function writeBenchOthers(rows: number): Promise<Record<string, string>> {
  await mkdir(FOLDER, { recursive: true });
  const place = (ending: string) => join(FOLDER, `roster-${rows}.${ending}`);
  const files = {
    dbf: place('dbf'),
    html: place('html.xls'),
    xlsb: place('xlsb'),
    ods: place('ods'),
    'Excel 2003 XML': place('xml.xls'),
  };
  await once(files.dbf, async (path) => {
    const columns = BENCH_HEADINGS.map((_, index) => ({ name: `F${index}`, length: 40 }));
    await writeDbf(
      path,
      columns,
      Array.from({ length: rows }, (_, index) => benchRow(index)),
      '2026-07-15',
    );
  });
  await once(files.html, (path) =>
    pipeline(
      Readable.from(
        marked(rows, {
          before: '<html><head><meta charset="utf-8"></head><body><table>\n',
          row: (cells) => `<tr>${cells}</tr>\n`,
          cell: (text) => `<td>${text}</td>`,
          after: '</table></body></html>',
        }),
      ),
      createWriteStream(path),
    ),
  );
  await once(files['Excel 2003 XML'], (path) =>
    pipeline(
      Readable.from(
        marked(rows, {
          before: `<?xml version="1.0"?>\n<Workbook xmlns="${SHEET_ML}" xmlns:ss="${SHEET_ML}"><Worksheet ss:Name="名单"><Table>\n`,
          row: (cells) => `<Row>${cells}</Row>\n`,
          cell: (text) => `<Cell><Data ss:Type="String">${text}</Data></Cell>`,
          after: '</Table></Worksheet></Workbook>',
        }),
      ),
      createWriteStream(path),
    ),
  );
  await once(files.ods, async (path) => {
    const zip = new ZipFile();
    const content = marked(rows, {
      before: `<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content ${OPEN_NAMESPACES}><office:body><office:spreadsheet><table:table table:name="名单">`,
      row: (cells) => `<table:table-row>${cells}</table:table-row>`,
      cell: (text) =>
        `<table:table-cell office:value-type="string" calcext:value-type="string"><text:p>${text}</text:p></table:table-cell>`,
      after: '</table:table></office:spreadsheet></office:body></office:document-content>',
    });
    zip.addBuffer(Buffer.from('application/vnd.oasis.opendocument.spreadsheet'), 'mimetype', {
      compress: false,
    });
    zip.addReadStream(Readable.from(content), 'content.xml');
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(path));
  });
  await once(files.xlsb, async (path) => writeFile(path, await binaryWorkbook(rows)));
  return files;
}

/** An old workbook and the same as .xlsx; the old one only where LibreOffice is there to write it. */
export async function writeOldSheet(rows: number): Promise<{ xlsx: string; xls: string | null }> {
  const { xlsx } = await writeBenchRoster(rows);
  const xls = join(FOLDER, `roster-${rows}.xls`);
  if (!existsSync(xls) && programRuns('soffice', ['--version']))
    convertByLibreOffice('xls:MS Excel 97', FOLDER, [xlsx], FOLDER);
  return { xlsx, xls: existsSync(xls) ? xls : null };
}

/** By hand, with shared strings as Excel writes them: the time that SheetJS takes to write one grows with its square. */
function binaryWorkbook(rows: number): Promise<Buffer> {
  const numberOf = new Map<string, number>();
  const strings: BinaryRecord[] = [];
  const sheet = [binary.stream([[129], [145]])];
  for (let row = 0; row <= rows; row++) {
    const texts: readonly string[] = row === 0 ? BENCH_HEADINGS : benchRow(row - 1);
    const cells = texts.map((text, column): BinaryRecord => {
      let number = numberOf.get(text);
      if (number === undefined) {
        number = numberOf.size;
        numberOf.set(text, number);
        strings.push([19, binary.bytes(0), binary.text(text)]);
      }
      return [7, binary.long(column, 0, number)];
    });
    sheet.push(binary.stream([binary.row(row), ...cells]));
  }
  sheet.push(binary.stream([[146], [130]]));
  const parts = xlsbParts({ sheets: [{ name: '名单', rows: [] }], strings });
  parts.set('xl/worksheets/sheet1.bin', Buffer.concat(sheet));
  return zipOf(parts);
}

interface Markup {
  before: string;
  row: (cells: string) => string;
  cell: (text: string) => string;
  after: string;
}

/** Pieces of a table in one kind of markup or another; none of the texts needs escaping. */
function* marked(rows: number, { before, row, cell, after }: Markup): Generator<Buffer> {
  let text = before + row(BENCH_HEADINGS.map(cell).join(''));
  for (let index = 0; index < rows; index++) {
    text += row(benchRow(index).map(cell).join(''));
    if (text.length < 1 << 18) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text + after);
}

async function once(path: string, make: (path: string) => Promise<void>): Promise<void> {
  if (existsSync(path)) return;
  await make(`${path}.part`);
  await rename(`${path}.part`, path);
}
