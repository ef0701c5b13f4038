/** What became of students between two rosters of one source: new in it, no longer in it, in both and different. */
export const BATCH_PARTS = ['added', 'gone', 'changed'] as const;
export type BatchPart = (typeof BATCH_PARTS)[number];
