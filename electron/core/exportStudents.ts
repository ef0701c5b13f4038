import { once } from 'node:events';
import type { Writable } from 'node:stream';
import ExcelJS from 'exceljs';
import type { StudentRow } from '../../shared/contract/students.ts';
import { neutraliseCell } from '../../shared/domain/neutraliseCell.ts';
import { STUDENT_FIELDS } from '../../shared/domain/studentFields.ts';
import { createText } from '../../shared/text/createText.ts';
import { giveWay } from '../db/giveWay.ts';
import { studentRows } from '../students/studentRow.ts';
import { noteStudents } from './people/noteStudents.ts';
import { progressStream } from './progressStream.ts';
import { type Selection, selectStudents } from './selectStudents.ts';
import type { Services } from './services.ts';
import { studentItem } from './studentItem.ts';
import { writeDownload } from './writeDownload.ts';

const PAGE = 500;

export interface ExportRequest {
  selection: Selection;
  format: 'xlsx' | 'csv' | 'jsonl';
  unmasked: boolean;
  campaign: string | null;
}

/** Writes all students of a selection to a file, a page at a time, masked unless asked otherwise. */
export function exportStudents(services: Services, request: ExportRequest, outer: AbortSignal | undefined) {
  return progressStream(async (onProgress, signal) => {
    const ns = await selectStudents(services, request.selection);
    noteStudents(ns);
    const campaignId = 'query' in request.selection ? request.selection.query.campaign : request.campaign;
    const campaign = services.index.campaignOf(campaignId ?? null);
    if (request.unmasked) services.log.info('export-unmasked', { rows: ns.length, format: request.format });
    const download = await writeDownload(services.downloads, ['学生名单', request.format], async (sink) => {
      const writer = WRITERS[request.format](sink);
      for (let start = 0; start < ns.length; start += PAGE) {
        await giveWay(signal);
        const rows = studentRows(services.db, ns.subarray(start, start + PAGE), {
          campaign,
          now: services.clock.now(),
          unmasked: request.unmasked,
        });
        for (const row of rows) await writer.write(row);
        onProgress({ stage: 'write', done: start + rows.length, total: ns.length });
      }
      await writer.end();
    });
    return { download, rows: ns.length };
  }, outer);
}

interface RowWriter {
  write(row: StudentRow): Promise<void>;
  end(): Promise<void>;
}

const text = createText('zh');
const HEADINGS = [...STUDENT_FIELDS.map((field) => text.label(field)), '核对状态', '原因'];

function cellsOf(row: StudentRow): string[] {
  return [
    ...STUDENT_FIELDS.map((field) => {
      const value = row.values[field] ?? '';
      return field === 'idType' && value !== '' ? text.idType(value as never) : value;
    }),
    text.status(row.status),
    text.statusReason(row.statusReason),
  ].map(neutraliseCell);
}

const WRITERS: Record<ExportRequest['format'], (sink: Writable) => RowWriter> = {
  jsonl: (sink) => lineWriter(sink, '', jsonLine),
  // A byte order mark: Excel takes a CSV without one for GBK.
  csv: (sink) => lineWriter(sink, `\uFEFF${csvLine(HEADINGS)}`, (row) => csvLine(cellsOf(row))),
  xlsx: workbookWriter,
};

function jsonLine(row: StudentRow): string {
  return `${JSON.stringify(studentItem(row))}\n`;
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
}

function lineWriter(sink: Writable, head: string, line: (row: StudentRow) => string): RowWriter {
  sink.write(head);
  return {
    async write(row) {
      if (!sink.write(line(row))) await once(sink, 'drain');
    },
    async end() {
      sink.end();
    },
  };
}

function workbookWriter(sink: Writable): RowWriter {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: sink, useStyles: true });
  const sheet = workbook.addWorksheet('学生名单', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = HEADINGS.map(() => ({ width: 16, style: { numFmt: '@' } }));
  const head = sheet.addRow(HEADINGS);
  head.font = { bold: true };
  head.commit();
  return {
    async write(row) {
      sheet.addRow(cellsOf(row)).commit();
    },
    async end() {
      await workbook.commit();
    },
  };
}
