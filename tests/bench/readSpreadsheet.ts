/**
 * How fast and in how much memory a roster of 100,000 × 25 is read in every format, against the same roster as .xlsx,
 * and the .xlsx against a bare SAX pass over the XML of its sheet (saxes, which exceljs reads with) and exceljs'
 * streaming reader, all in the same run. Each reading has a process of its own, so that its peak memory is its own.
 *
 *   node tests/bench/readSpreadsheet.ts [rows] [repeats]
 */
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { openByteSource } from '../../electron/archive/byteSource.ts';
import { openZip } from '../../electron/archive/openZip.ts';
import { openSpreadsheet } from '../../electron/import/readers/openSpreadsheet.ts';

const OLD_SHEET_ROWS = 65_000;

interface Measured {
  rows: number;
  cells: number;
  seconds: number;
  peakMegabytes: number;
}

const READERS: Record<string, (path: string) => Promise<{ rows: number; cells: number }>> = {
  async ours(path) {
    const opened = await openSpreadsheet(path);
    let rows = 0;
    let cells = 0;
    for await (const batch of opened.rows({ sheet: null })) {
      rows += batch.length;
      for (const row of batch) for (const cell of row.cells) if (cell !== null) cells++;
    }
    await opened.close();
    return { rows, cells };
  },
  /** Inflates the sheet and walks its XML with nobody listening: what no reader of XML by way of SAX can be faster than. */
  async sax(path) {
    const { SaxesParser } = createRequire(createRequire(import.meta.url).resolve('exceljs'))('saxes');
    const source = await openByteSource(path);
    const zip = await openZip(source);
    const parser = new SaxesParser();
    const decoder = new TextDecoder();
    for await (const piece of zip.chunks(zip.entries.find(({ name }) => name.includes('worksheets/sheet'))!))
      parser.write(decoder.decode(piece, { stream: true }));
    parser.close();
    zip.close();
    await source.close();
    return { rows: 0, cells: 0 };
  },
  async exceljs(path) {
    const { default: ExcelJS } = await import('exceljs');
    const reader = new ExcelJS.stream.xlsx.WorkbookReader(path, {
      sharedStrings: 'cache',
      styles: 'cache',
      hyperlinks: 'ignore',
      worksheets: 'emit',
      entries: 'emit',
    });
    let rows = 0;
    let cells = 0;
    for await (const sheet of reader) {
      for await (const row of sheet) {
        rows++;
        row.eachCell(() => cells++);
      }
    }
    return { rows, cells };
  },
};

const [first, second, third] = process.argv.slice(2);
if (first === '--one') {
  const started = process.hrtime.bigint();
  const counted = await READERS[second!]!(third!);
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const measured: Measured = { ...counted, seconds, peakMegabytes: process.resourceUsage().maxRSS / 1024 };
  process.stdout.write(JSON.stringify(measured));
} else {
  await compare(Number(first ?? 100_000), Number(second ?? 3));
}

async function compare(rows: number, repeats: number): Promise<void> {
  // Loaded here, so that the measured processes do not carry exceljs.
  const { writeBenchRoster } = await import('./writeBenchRoster.ts');
  const files = await writeBenchRoster(rows);
  let xlsxSeconds = 0;
  for (const [label, path] of [
    ['xlsx, shared strings', files.xlsx],
    ['xlsx, strings in cells', files.inlineXlsx],
  ] as const) {
    const ours = best('ours', path, repeats);
    const theirs = best('exceljs', path, 1);
    tell(`${label}: ours`, ours);
    tell(`${label}: exceljs stream`, theirs);
    const sax = best('sax', path, repeats);
    process.stdout.write(
      `${label}: ${(theirs.seconds / ours.seconds).toFixed(1)} times as fast; bare SAX pass ${sax.seconds.toFixed(2)} s, ours ${(ours.seconds / sax.seconds).toFixed(2)} of it\n`,
    );
    if (label === 'xlsx, shared strings') xlsxSeconds = ours.seconds;
  }
  const { writeBenchOthers, writeOldSheet } = await import('./writeBenchOthers.ts');
  const made = await writeBenchOthers(rows);
  const others = {
    'csv GB18030': files.csvGb18030,
    'csv UTF-8': files.csvUtf8,
    ...made,
  };
  for (const [label, path] of Object.entries(others)) against(label, path, xlsxSeconds, repeats);
  // An old sheet ends at 65,536 rows, so its rows are read as .xlsx, too.
  const fewer = Math.min(rows, OLD_SHEET_ROWS);
  const old = await writeOldSheet(fewer);
  const xlsx = best('ours', old.xlsx, repeats);
  tell(`xlsx, ${fewer} rows: ours`, xlsx);
  if (old.xls) against('xls', old.xls, xlsx.seconds, repeats);
}

function against(label: string, path: string, xlsxSeconds: number, repeats: number): void {
  const measured = best('ours', path, repeats);
  tell(`${label}: ours`, measured);
  process.stdout.write(`${label}: ${(measured.seconds / xlsxSeconds).toFixed(2)} of the time of the xlsx\n`);
}

function best(reader: string, path: string, repeats: number): Measured {
  const runs = Array.from({ length: repeats }, () => measure(reader, path));
  return runs.reduce((fastest, run) => (run.seconds < fastest.seconds ? run : fastest));
}

function measure(reader: string, path: string): Measured {
  const script = fileURLToPath(import.meta.url);
  return JSON.parse(
    execFileSync(process.execPath, [script, '--one', reader, path], { encoding: 'utf8' }),
  ) as Measured;
}

function tell(label: string, { rows, cells, seconds, peakMegabytes }: Measured): void {
  process.stdout.write(
    `${label}: ${rows} rows, ${cells} cells, ${seconds.toFixed(2)} s, peak ${Math.round(peakMegabytes)} MB\n`,
  );
}
