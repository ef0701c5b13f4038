import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { writeDbf } from '../../electron/demo/writeDbf.ts';
import { convertByLibreOffice, programRuns } from '../fixtures/spreadsheets/convertByLibreOffice.ts';
import { BENCH_HEADINGS, benchRow, writeBenchRoster } from './writeBenchRoster.ts';

/** The same roster in the other formats; `.xls` only where LibreOffice is there to write it. By what each is called. */
export async function writeBenchOthers(rows: number): Promise<Record<string, string>> {
  const { xlsx } = await writeBenchRoster(rows);
  const folder = join(tmpdir(), 'xueji-desk-bench');
  await mkdir(folder, { recursive: true });
  const files: Record<string, string> = { xlsx };
  const all = () => Array.from({ length: rows }, (_, index) => benchRow(index));
  const dbf = join(folder, `roster-${rows}.dbf`);
  if (!existsSync(dbf)) {
    const columns = BENCH_HEADINGS.map((_, index) => ({ name: `F${index}`, length: 40 }));
    await writeDbf(`${dbf}.part`, columns, all(), '2026-07-15');
    await rename(`${dbf}.part`, dbf);
  }
  files.dbf = dbf;
  const html = join(folder, `roster-${rows}.html.xls`);
  if (!existsSync(html)) {
    const out = createWriteStream(`${html}.part`);
    out.write('<html><head><meta charset="utf-8"></head><body><table>\n');
    for (const row of [BENCH_HEADINGS, ...all()])
      out.write(`<tr>${row.map((text) => `<td>${text}</td>`).join('')}</tr>\n`);
    out.end('</table></body></html>');
    await finished(out);
    await rename(`${html}.part`, html);
  }
  files.html = html;
  const xls = join(folder, `roster-${rows}.xls`);
  if (!existsSync(xls) && programRuns('soffice', ['--version'])) {
    convertByLibreOffice('xls:MS Excel 97', folder, [xlsx], folder);
  }
  if (existsSync(xls)) files.xls = xls;
  return files;
}
