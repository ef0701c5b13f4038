import { setImmediate as nextTurn } from 'node:timers/promises';
import ExcelJS from 'exceljs';
import type { CaseUploadRequest, CaseUploadResult } from '../../../shared/contract/caseOutputs.ts';
import { reportRequest } from '../../../shared/contract/reports.ts';
import { correctionsOf } from '../../../shared/domain/cases/caseRules.ts';
import { uploadRow } from '../../../shared/domain/cases/uploadLayout.ts';
import { beijingDay } from '../../../shared/domain/daysLeft.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { neutraliseCell } from '../../../shared/domain/neutraliseCell.ts';
import type { IdType, StudentValues } from '../../../shared/domain/studentFields.ts';
import { createText } from '../../../shared/text/createText.ts';
import { uploadLayout } from '../../cases/uploadLayouts.ts';
import { studentsByN } from '../../db/tables/studentTable.ts';
import { masked } from '../../students/studentRow.ts';
import { progressStream } from '../progressStream.ts';
import type { Services } from '../services.ts';
import { writeDownload } from '../writeDownload.ts';
import { type ChosenCase, chooseCases, dueOn } from './collectCases.ts';
import { notePutOut, type PutOutCase, putOutBefore } from './notePutOut.ts';

/** Rows between which others are answered. */
const BREATHE_EVERY = 500;
const NAME = '学籍勘误上报';

/**
 * The corrections of cases as a workbook that the platform takes: each student once, with the whole record as it is to
 * become, in the columns of the layout. A case of which the same was uploaded before is left out and told, unless that
 * is wanted. With masked numbers it is a draft, which nobody can upload: it is not noted in the histories.
 */
export function writeCaseUpload(
  services: Services,
  request: CaseUploadRequest,
  outer: AbortSignal | undefined,
) {
  return progressStream<CaseUploadResult>(async (onProgress, signal) => {
    const layout = uploadLayout(request.layout);
    const running = { signal, onProgress };
    const asked = reportRequest.parse({ kind: 'case-corrections', format: 'xlsx', ...request });
    const chosen = await chooseCases(services, asked, dueOn('upload'));
    if (chosen.length === 0) throw new AppError('NOT_FOUND', { what: 'cases' });
    const already: CaseUploadResult['already'] = [];
    const fresh: ChosenCase[] = [];
    for (const one of chosen) {
      const before = putOutBefore(services.db, uploadOf(one));
      if (before === null || request.again) fresh.push(one);
      else already.push({ case: one.stored.id, number: one.stored.number, ...before });
    }
    const doubts: CaseUploadResult['doubts'] = [];
    const nothing = { already, doubts, noted: null, students: 0, download: null };
    if (fresh.length === 0) return { ...nothing, cases: 0 };
    const byStudent = Map.groupBy(fresh, ({ stored }) => stored.studentN);
    const { idType } = createText('zh');
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet(NAME, { views: [{ state: 'frozen', ySplit: 1 }] });
    // Text throughout: numbers would lose their last digits and leading zeros (domain notes §9).
    sheet.columns = layout.columns.map(() => ({ width: 18, style: { numFmt: '@' } }));
    sheet.addRow(layout.columns.map(({ header }) => header));
    let done = 0;
    for (const [n, cases] of byStudent) {
      const values = corrected(studentsByN(services.db, [n])[0]!.values, cases);
      const row = uploadRow(layout, request.unmasked ? values : masked(values), (type) =>
        idType(type as IdType),
      );
      for (const { field, kind } of row.doubts) doubts.push({ number: cases[0]!.stored.number, field, kind });
      sheet.addRow(row.cells.map(neutraliseCell));
      if (++done % BREATHE_EVERY > 0) continue;
      onProgress({ stage: 'write', done, total: byStudent.size });
      await nextTurn();
      if (signal.aborted) throw new AppError('CANCELLED');
    }
    const name = `${NAME}-${beijingDay(services.clock.now())}`;
    const download = await writeDownload(services.downloads, [name, 'xlsx'], async (sink) => {
      await workbook.xlsx.write(sink);
      sink.end();
    });
    if (!request.unmasked) return { ...nothing, cases: fresh.length, students: byStudent.size, download };
    services.log.info('case-upload', { cases: fresh.length, layout: layout.id });
    const noted = await notePutOut(services, fresh.map(uploadOf), running);
    return { ...nothing, cases: fresh.length, students: byStudent.size, download, noted };
  }, outer);
}

function uploadOf({ stored, rules }: ChosenCase): PutOutCase {
  const said = correctionsOf(rules, stored.form).map(({ field, to }) => [field, to]);
  return { case: stored.id, output: 'upload', name: NAME, sheet: '', said };
}

/** The record as it is to become. */
function corrected(values: StudentValues, cases: readonly ChosenCase[]): StudentValues {
  const after = { ...values };
  for (const { stored, rules } of cases)
    for (const { field, to } of correctionsOf(rules, stored.form)) after[field] = to;
  return after;
}
