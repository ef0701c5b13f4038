import type { KeptWork } from '../../../shared/contract/hub.ts';
import { workTrace } from '../../../shared/domain/workTrace.ts';
import { refusedWhy } from '../../core/sync/refusedWhy.ts';
import { shownFields } from '../../core/sync/shownFields.ts';
import type { HubDb } from '../hubPorts.ts';
import { listKeptChanges } from '../tracedWork.ts';

/** What a page shows of the work that was refused and is kept: as its author sees it, masked. */
export async function keptAtHub(
  db: HubDb,
  page: { offset: number; limit: number },
): Promise<{ items: KeptWork[]; total: number }> {
  const { items, total } = await listKeptChanges(db, page);
  return {
    total,
    items: items.map(({ device: { id, name, letters }, mid, changes, why, ...work }) => {
      const students = new Map(
        changes.flatMap(({ student }) => (student === null ? [] : [[student.id, student]])),
      );
      const [student] = students.values();
      return {
        ...{ device: { id, name }, mid, trace: workTrace(letters, mid) },
        ...{ name: work.name, actor: work.actor, at: work.at, rows: work.rows },
        why: refusedWhy(why),
        student: student !== undefined && students.size === 1 ? student : null,
        fields: changes.flatMap(({ entity, set }) => shownFields(entity, set)),
      };
    }),
  };
}
