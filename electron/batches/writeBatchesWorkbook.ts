import type { Writable } from 'node:stream';
import ExcelJS from 'exceljs';
import { BATCH_PARTS, type BatchPart } from '../../shared/domain/batchParts.ts';
import type { IdType } from '../../shared/domain/studentFields.ts';
import type { Text } from '../../shared/text/createText.ts';
import { listSheet } from '../archive/listSheet.ts';
import type { ReadDb } from '../db/database.ts';
import { giveWay } from '../db/giveWay.ts';
import type { ComparedBatches } from './ComparedBatches.ts';
import { comparedStudents, comparisonOf } from './comparedStudents.ts';

/** A workbook is written in Chinese, as every export is. */
const WORDS = {
  summary: '汇总',
  item: '项目',
  count: '人数',
  file: '文件',
  thisOne: '本次',
  earlier: '上次',
  none: '（没有更早的名单）',
  now: '本次名单',
  before: '上次名单',
  unchanged: '没有变化',
  fields: '变动的字段',
  part: { added: '新增', gone: '不再出现', changed: '有变动' } satisfies Record<BatchPart, string>,
  returned: '曾经出现过',
  yes: '是',
  field: '字段',
  from: '原来',
  to: '现在',
  gone: '（本机已无此人）',
};

const AT_ONCE = 1_000;

/** 汇总, 新增, 不再出现, 有变动 (a line a field): row by row into the sink. Errors: CANCELLED. */
export async function writeBatchesWorkbook(
  sink: Writable,
  db: ReadDb,
  compared: ComparedBatches,
  {
    text,
    unmasked,
    signal,
    onProgress,
  }: { text: Text; unmasked: boolean; signal: AbortSignal; onProgress(done: number, total: number): void },
): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: sink, useStyles: true });
  const { counts, fields, now, before } = comparisonOf(compared);
  const summary = listSheet(workbook, WORDS.summary, [WORDS.item, WORDS.count, WORDS.file]);
  summary.add([WORDS.before, counts.before, before?.file ?? WORDS.none]);
  summary.add([WORDS.part.gone, counts.gone, null]);
  summary.add([WORDS.part.added, counts.added, null]);
  summary.add([WORDS.now, counts.now, now.file]);
  summary.add([WORDS.part.changed, counts.changed, null]);
  summary.add([WORDS.unchanged, counts.unchanged, null]);
  for (const { field, count } of fields) summary.add([`${WORDS.fields}：${text.label(field)}`, count, null]);
  summary.end();

  const total = counts.added + counts.gone + counts.changed;
  let done = 0;
  for (const part of BATCH_PARTS) {
    const person = ['studentNo', 'examNo', 'name', 'collegeName', 'className'].map((field) =>
      text.label(field),
    );
    const last = { added: [WORDS.returned], gone: [], changed: [WORDS.field, WORDS.from, WORDS.to] }[part];
    const sheet = listSheet(workbook, WORDS.part[part], [...person, ...last]);
    const ns = compared.parts[part];
    for (let start = 0; start < ns.length; start += AT_ONCE) {
      const students = comparedStudents(db, compared, ns.slice(start, start + AT_ONCE), unmasked);
      for (const student of students) {
        const { studentNo, examNo, collegeName, className, returned, changes } = student;
        const name = student.student === null ? WORDS.gone : student.name;
        const cells = [studentNo, examNo, name, collegeName, className];
        if (part === 'added') sheet.add([...cells, returned ? WORDS.yes : null]);
        else if (part === 'gone') sheet.add(cells);
        else {
          for (const { field, from, to } of changes) {
            const say = (value: string | null) =>
              value !== null && field === 'idType' ? text.idType(value as IdType) : value;
            sheet.add([...cells, text.label(field), say(from), say(to)]);
          }
        }
      }
      done += students.length;
      onProgress(done, total);
      await giveWay(signal);
    }
    sheet.end();
  }
  await workbook.commit();
}
