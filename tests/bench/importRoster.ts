/**
 * A whole import of a roster of 100,000 × 25, from opening the file to the commit, against the time that exceljs'
 * streaming reader needs only to read it, in the same run; and its peak memory. Each has a process of its own, and
 * is timed from the opening of the file, or its being sent: starting the program is not in either figure.
 *
 *   node tests/bench/importRoster.ts [rows] [repeats]
 */
import { execFileSync } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ExcelJS from 'exceljs';
import { openCore, resultOf } from '../harness/openCore.ts';
import { writeBenchRoster } from './writeBenchRoster.ts';

interface Measured {
  rows: number;
  seconds: number;
  planSeconds: number;
  peakMegabytes: number;
}

type Timed = Omit<Measured, 'peakMegabytes'>;

/** `sent`: as a window sends a file, instead of naming its path. */
async function importAll(path: string, sent: boolean): Promise<Timed> {
  const dataDir = mkdtempSync(join(tmpdir(), 'xueji-bench-'));
  const core = await openCore(dataDir);
  const started = performance.now();
  const { file } = await (sent
    ? core.receiveFile(
        { name: basename(path), set: null },
        createReadStream(path, { highWaterMark: 1024 * 1024 }),
      )
    : core.offerPath(path));
  const { session } = await core.client.imports.open({ files: [file], kind: 'roster', source: 'chsi' });
  await resultOf(await core.client.imports.plan({ session }));
  const planSeconds = (performance.now() - started) / 1000;
  const batch = await resultOf(await core.client.imports.commit({ session }));
  const seconds = (performance.now() - started) / 1000;
  await core.close();
  rmSync(dataDir, { recursive: true });
  return { rows: batch.counts.created, seconds, planSeconds };
}

async function readWithExceljs(path: string): Promise<Timed> {
  const started = performance.now();
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(path, {
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    worksheets: 'emit',
    entries: 'emit',
  });
  let rows = -1;
  for await (const sheet of reader) for await (const row of sheet) if (row.hasValues) rows++;
  return { rows, seconds: (performance.now() - started) / 1000, planSeconds: 0 };
}

const [first, second, third] = process.argv.slice(2);
if (first === '--one') {
  const started = performance.now();
  const { rows, planSeconds } = await (second === 'exceljs'
    ? readWithExceljs(third!)
    : importAll(third!, second === 'sent'));
  const seconds = (performance.now() - started) / 1000;
  const measured: Measured = {
    rows,
    seconds,
    planSeconds,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  };
  process.stdout.write(JSON.stringify(measured));
} else {
  const rows = Number(first ?? 100_000);
  const repeats = Number(second ?? 3);
  const files = await writeBenchRoster(rows);
  const one = (what: string, path: string): Measured =>
    JSON.parse(
      execFileSync(process.execPath, [fileURLToPath(import.meta.url), '--one', what, path], {
        encoding: 'utf8',
      }),
    );
  // Turn and turn about, so that what else the machine does falls on both.
  const runs = Array.from({ length: repeats }, () => ({
    exceljs: one('exceljs', files.xlsx),
    xlsx: one('import', files.xlsx),
    csv: one('import', files.csvGb18030),
    sent: one('sent', files.csvGb18030),
  }));
  const best = (of: keyof (typeof runs)[number]) =>
    runs.map((run) => run[of]).reduce((least, run) => (run.seconds < least.seconds ? run : least));
  const peer = best('exceljs');
  for (const which of ['exceljs', 'xlsx', 'csv', 'sent'] as const) {
    const { seconds, planSeconds, peakMegabytes, rows: taken } = best(which);
    const what = {
      exceljs: 'exceljs stream, only reading',
      xlsx: 'import of the xlsx, read to commit',
      csv: 'import of the csv, read to commit',
      sent: 'the same csv, sent by a window',
    }[which];
    process.stdout.write(
      `${what.padEnd(36)} ${seconds.toFixed(2)} s (plan ${planSeconds.toFixed(2)}) ${Math.round(peakMegabytes)} MB, ${taken} rows, ratio ${(seconds / peer.seconds).toFixed(2)}\n`,
    );
  }
}
