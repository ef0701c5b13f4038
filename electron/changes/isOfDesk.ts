import type { Entity } from './change.ts';

/** Of which numbers were given how many, each of these settings: of sheets, and of cases. */
export const COUNTERS = { sheets: 'sheets ', cases: 'cases ' } as const;

/**
 * Rows that hold a store’s own numbers of students (decisions 0016, 0021), which mean nothing in another: they do not go
 * to a hub. A list that came in at one desk is compared with the next there; what became of everybody when a campaign was
 * closed is kept where it was closed. `erased` is of a store’s own past. Numbers are counted by each desk for itself
 * (deskLetters): it must be able to go on where no hub answers.
 */
const OF_DESK: ReadonlySet<Entity> = new Set(['named', 'final', 'erased']);

/** `id`: of the row; without it of the entity as a whole. */
export function isOfDesk(entity: Entity, id = ''): boolean {
  return (
    OF_DESK.has(entity) ||
    (entity === 'setting' && Object.values(COUNTERS).some((counter) => id.startsWith(counter)))
  );
}
