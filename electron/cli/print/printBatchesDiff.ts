import type { BatchComparison, BatchStudent } from '../../../shared/contract/batches.ts';
import { BATCH_PARTS, type BatchPart } from '../../../shared/domain/batchParts.ts';
import type { CommandContext } from '../commandContext.ts';
import { formatTime } from './formatTime.ts';
import { printable } from './printable.ts';

/** Students shown of each part; all of them are in the workbook and in `--json`. */
const SHOWN = 20;

/** The two rosters, the counts so that they can be seen to add up, and who is new, gone and changed. */
export function printBatchesDiff(
  { words, text }: Pick<CommandContext, 'words' | 'text'>,
  { source, now, before, counts, fields }: BatchComparison,
  lists: Record<BatchPart, BatchStudent[]>,
): string[] {
  const { diff } = words;
  const named = ({ file, at }: { file: string; at: number }) => `${printable(file)}  ${formatTime(at)}`;
  const lines = [
    `${text.source(source)}`,
    `  ${diff.before}${words.colon}${before ? named(before) : diff.none}`,
    `  ${diff.now}${words.colon}${named(now)}`,
    `  ${diff.equation(counts)}`,
    `  ${diff.parts(counts)}`,
  ];
  if (fields.length > 0) {
    const counted = fields.map(({ field, count }) => `${text.label(field)} ${count}`);
    lines.push(`  ${diff.fields}${words.colon}${counted.join('  ')}`);
  }
  for (const part of BATCH_PARTS) {
    const students = lists[part];
    // Of a first roster everybody is new: nobody is helped by a list of them.
    if (students.length === 0 || before === null) continue;
    lines.push(`${diff.part[part]}${words.colon}${students.length}`);
    for (const student of students.slice(0, SHOWN)) {
      const keys = [student.studentNo ?? student.examNo, student.name, student.className].map((one) =>
        printable(one ?? ''),
      );
      const changes = student.changes.map(
        ({ field, from, to }) => `${text.label(field)} ${printable(from ?? '—')} → ${printable(to ?? '—')}`,
      );
      lines.push(
        `  ${[...keys, student.returned ? diff.returned : '', ...changes].filter(Boolean).join('  ')}`,
      );
    }
    if (students.length > SHOWN) lines.push(`  ${diff.more(students.length - SHOWN)}`);
  }
  return lines;
}
