/**
 * Mutations that mean something only as a whole: if one of their changes can't be made, none is. Of all others what can
 * be made is, and the rest is told.
 */
const WHOLE: ReadonlySet<string> = new Set([
  'student.join',
  'batch.undo',
  'campaign.close',
  'campaign.reopen',
  'sheets.sign',
  'sheets.return',
  'sheets.decide',
  'case.act',
  'counter.record',
  'people.save',
]);

export function isWhole(mutation: string): boolean {
  return WHOLE.has(mutation);
}
