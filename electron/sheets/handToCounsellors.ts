import type { ListedSheet, SheetLeftOut } from '../../shared/contract/sheets.ts';
import type { ReadDb } from '../db/database.ts';
import { commitHandlings, handlingTime } from './recordHandling.ts';
import type { Recording } from './recording.ts';

/**
 * Hands every sheet that was not handed out yet to the counsellor of its class: one batch, whatever the number of
 * counsellors. A class of which nobody, or more than one, is said to be the counsellor is left out and told.
 * Errors: USAGE where the day is in the future.
 */
export function handToCounsellors(
  recording: Recording,
  sheets: readonly ListedSheet[],
  { campaign, at: given, note }: { campaign: string | null; at: number | undefined; note: string },
): { batch: string | null; count: number; holders: number; left: SheetLeftOut[] } {
  const at = handlingTime(recording, given);
  const counsellorsOf = counsellorReader(recording.db);
  const byHolder = new Map<string, string[]>();
  const left: SheetLeftOut[] = [];
  for (const { number, collegeName, className, state } of sheets) {
    if (state !== 'printed') continue;
    const counsellors = counsellorsOf(collegeName, className);
    const [holder] = counsellors;
    if (holder === undefined || counsellors.length > 1)
      left.push({ number, collegeName, className, counsellors });
    else byHolder.set(holder, [...(byHolder.get(holder) ?? []), number]);
  }
  if (byHolder.size === 0) return { batch: null, count: 0, holders: 0, left };
  const handlings = [...byHolder].map(([holder, numbers]) => ({
    handling: {
      kind: 'handed' as const,
      at,
      holder,
      role: 'counsellor' as const,
      note: note.toWellFormed().trim(),
      replacement: null,
    },
    numbers,
  }));
  return { ...commitHandlings(recording, handlings, campaign), holders: byHolder.size, left };
}

/** Who the students of a class have as counsellor, each once. */
function counsellorReader(db: ReadDb): (college: string | null, name: string | null) => string[] {
  const statement = db.read<{ counsellor: string }>(
    `SELECT DISTINCT trim(counsellor) AS counsellor FROM student
     WHERE class_name IS ? AND college_name IS ? AND trim(coalesce(counsellor, '')) <> ''`,
  );
  return (college, name) => statement.all(name, college).map(({ counsellor }) => counsellor);
}
