import ExcelJS from 'exceljs';
import type { ListedSheet } from '../../shared/contract/sheets.ts';
import { beijingDay } from '../../shared/domain/daysLeft.ts';
import { neutraliseCell } from '../../shared/domain/neutraliseCell.ts';
import { createText } from '../../shared/text/createText.ts';
import { progressStream } from './progressStream.ts';
import type { Services } from './services.ts';

const HEADINGS = [
  '学院',
  '班级',
  '表号',
  '人数',
  '已有结果',
  '状态',
  '领表人',
  '身份',
  '发出日期',
  '已发出天数',
  '截止日期',
  '逾期',
  '备注',
];

/** The sheets of a list as a workbook, to chase whoever has them. */
export function writeSheetList(
  { downloads }: Services,
  sheets: readonly ListedSheet[],
  outer: AbortSignal | undefined,
) {
  return progressStream(async (onProgress) => {
    onProgress({ stage: 'write', done: 0, total: sheets.length });
    const words = createText('zh').sheet;
    const workbook = new ExcelJS.Workbook();
    const page = workbook.addWorksheet('核对表收发', { views: [{ state: 'frozen', ySplit: 1 }] });
    page.addRow(HEADINGS).font = { bold: true };
    page.columns.forEach((column, index) => {
      column.width = index < 3 ? 24 : 12;
    });
    for (const one of sheets) {
      page.addRow([
        neutraliseCell(one.collegeName ?? ''),
        neutraliseCell(one.className ?? ''),
        one.number,
        one.students,
        one.answered,
        words.state(one.state),
        neutraliseCell(one.holder ?? ''),
        one.role === null ? '' : words.role(one.role),
        one.handedAt === null ? '' : beijingDay(one.handedAt),
        one.daysOut,
        one.deadline ?? '',
        one.overdue ? '是' : '',
        neutraliseCell(one.note),
      ]);
    }
    const file = downloads.begin('核对表收发', 'xlsx');
    try {
      await file.write(new Uint8Array(await workbook.xlsx.writeBuffer()));
    } catch (error) {
      file.abandon();
      throw error;
    }
    return { download: file.done(), sheets: sheets.length };
  }, outer);
}
