import { createWriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import ExcelJS from 'exceljs';
import yazl from 'yazl';
import { encodeGb18030 } from '../../electron/archive/encodeGb18030.ts';
import type { SeededRandom } from '../../electron/demo/seededRandom.ts';
import type { Cell } from './messyCell.ts';

export const SHEET_FORMATS = ['xlsx', 'csv', 'gbk', 'txt'] as const;
export type SheetFormat = (typeof SHEET_FORMATS)[number];

export async function writeSheet(
  folder: string,
  name: string,
  format: SheetFormat,
  rows: readonly (readonly Cell[])[],
): Promise<string> {
  if (format === 'xlsx') {
    const path = join(folder, `${name}.xlsx`);
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('名单');
    for (const row of rows) sheet.addRow(row);
    await workbook.xlsx.writeFile(path);
    return path;
  }
  const separator = format === 'txt' ? '\t' : ',';
  const text = rows.map((row) => `${row.map((cell) => quoted(String(cell))).join(separator)}\r\n`).join('');
  const path = join(folder, `${name}.${format === 'txt' ? 'txt' : 'csv'}`);
  writeFileSync(path, format === 'gbk' ? encodeGb18030(text) : format === 'csv' ? `\uFEFF${text}` : text);
  return path;
}

function quoted(cell: string): string {
  return /[",\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

const FIXED_TIME = new Date('2026-09-01T00:00:00Z');

export async function writeZip(
  folder: string,
  name: string,
  entries: ReadonlyMap<string, Uint8Array>,
): Promise<string> {
  const path = join(folder, `${name}.zip`);
  const zip = new yazl.ZipFile();
  for (const [entry, bytes] of entries) zip.addBuffer(Buffer.from(bytes), entry, { mtime: FIXED_TIME });
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}

/** Files that can't be read, each for another reason. */
export function writeBrokenFile(random: SeededRandom, folder: string, name: string): string {
  const [ending, bytes] = random.pick([
    ['xlsx', Buffer.from('PK\u0003\u0004 cut off')],
    ['xlsx', Buffer.alloc(0)],
    ['xlsx', Buffer.from('\u0000\u0001\u0002 nothing that anybody knows \u0000\u0000')],
    ['csv', Buffer.from('一行字，没有表头\n')],
    ['csv', Buffer.from('学号,姓名\n')],
  ] as const);
  const path = join(folder, `${name}.${ending}`);
  writeFileSync(path, bytes);
  return path;
}
