import type { Entity } from './change.ts';

/**
 * Rows that hold a store’s own numbers of students (decisions 0016, 0021), which mean nothing in another: they do not go
 * to a hub. A list that came in at one desk is compared with the next there; what became of everybody when a campaign was
 * closed is kept where it was closed. `erased` is of a store’s own past.
 */
const OF_DESK: ReadonlySet<Entity> = new Set(['named', 'final', 'erased']);

export function isOfDesk(entity: Entity): boolean {
  return OF_DESK.has(entity);
}
