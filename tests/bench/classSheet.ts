import { Writable } from 'node:stream';
import { openReportFonts } from '../../electron/reports/fonts/reportFonts.ts';
import { recordCheckReport } from '../../electron/reports/list/recordCheckReport.ts';
import { renderListReport } from '../../electron/reports/list/renderListReport.ts';
import type { RecordCheckSheetData } from '../../electron/reports/reportData.ts';
import { madeUpSheet } from '../unit/reports/syntheticSheets.ts';

/**
 * Class sheets: pages a second in one document for all classes, and with a document for each class, in the
 * same run. `node tests/bench/classSheet.ts [classes]`, 40 students a class.
 */

function counter(): { sink: Writable; bytes: () => number } {
  let bytes = 0;
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done();
    },
  });
  return { sink, bytes: () => bytes };
}

async function measure(work: () => Promise<{ pages: number; bytes: number }>) {
  const start = performance.now();
  const { pages, bytes } = await work();
  const seconds = (performance.now() - start) / 1000;
  return { pages, seconds, pagesPerSecond: pages / seconds, megabytes: bytes / 2 ** 20 };
}

export async function benchClassSheets(classes: number) {
  const sheets: RecordCheckSheetData[] = Array.from({ length: classes }, (_, index) =>
    madeUpSheet(index, 40),
  );
  // Once before the clock runs, so that neither way pays for what the program does once anyway.
  await renderListReport(recordCheckReport(sheets.slice(0, 10)), counter().sink);
  const oneDocument = await measure(async () => {
    const { sink, bytes } = counter();
    const { pages } = await renderListReport(recordCheckReport(sheets), sink);
    return { pages, bytes: bytes() };
  });
  const documentPerClass = await measure(async () => {
    const fonts = openReportFonts();
    let pages = 0;
    let total = 0;
    for (const sheet of sheets) {
      const { sink, bytes } = counter();
      pages += (await renderListReport(recordCheckReport([sheet]), sink, { fonts })).pages;
      total += bytes();
    }
    return { pages, bytes: total };
  });
  return {
    classes,
    oneDocument,
    documentPerClass,
    ratio: oneDocument.pagesPerSecond / documentPerClass.pagesPerSecond,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  };
}

if (import.meta.main) {
  const classes = Number(process.argv[2] ?? 100);
  process.stdout.write(`${JSON.stringify(await benchClassSheets(classes), null, 2)}\n`);
}
