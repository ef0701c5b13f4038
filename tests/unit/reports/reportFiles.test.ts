import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { writeReportFiles } from '../../../electron/core/reports/writeReportFiles.ts';
import { recordCheckReport } from '../../../electron/reports/list/recordCheckReport.ts';
import { renderListReport } from '../../../electron/reports/list/renderListReport.ts';
import { writeListWorkbook } from '../../../electron/reports/list/writeListWorkbook.ts';
import { madeUpSheet } from './syntheticSheets.ts';

test.each(['pdf', 'xlsx'] as const)(
  'a disk that is full is told, whichever sheet it comes at (%s)',
  async (format) => {
    // Sheets of more pages than a stream holds back: whoever draws one waits for the disk.
    const report = recordCheckReport([madeUpSheet(0, 3000), madeUpSheet(1, 40)]);
    const one = (at = 0) => ({ ...report, sheets: report.sheets.slice(at, at + 1) });
    const collected = {
      sheets: report.sheets.map(({ name }) => name),
      print: (sink: NodeJS.WritableStream, options: object, at?: number) =>
        renderListReport(one(at), sink, options),
      write: (sink: NodeJS.WritableStream, options: object, at?: number) =>
        writeListWorkbook(one(at), sink, options),
    };
    const full = new Writable({
      highWaterMark: 1024,
      write(_chunk, _encoding, done) {
        done(new Error('disk full'));
      },
    });
    await expect(writeReportFiles(collected, { format, name: '核对表' }, full, {})).rejects.toThrow(
      'disk full',
    );
  },
);
