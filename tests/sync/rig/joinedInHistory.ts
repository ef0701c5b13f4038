import type { Fields } from '../../../electron/sync/protocol/syncedMutation.ts';
import { fail } from './Broken.ts';
import type { History } from './History.ts';
import type { Intent } from './meaning.ts';

/** Two who are one, as decision 0041 has it: said here anew, from the hub’s log alone. */

const BY_ID = new Set(['record', 'photo', 'review']);
const SAYS_WHO = new Set(['event', 'chaseContact', 'case']);

/** Of whom a row is, where it says so by itself. */
function studentOf(entity: string, id: string, fields: Fields): string | null {
  if (BY_ID.has(entity)) return id.split('/')[0]!;
  return SAYS_WHO.has(entity) && typeof fields.student === 'string' ? fields.student : null;
}

function rowsOf(history: History, student: string): string[] {
  return [...history.rows].flatMap(([key, { fields }]) => {
    const [entity, id] = key.split('\n') as [string, string];
    return fields !== null && studentOf(entity, id, fields) === student ? [key] : [];
  });
}

function intoOf(history: History, student: string): string | null {
  const into = history.rows.get(`alias\n${student}`)?.fields?.into;
  return typeof into === 'string' ? into : null;
}

/** Whoever is another has nothing of their own, and is not, by way of others, themselves (I6). */
export function checkJoined(history: History): void {
  for (const [key, { fields }] of history.rows) {
    if (fields === null || !key.startsWith('alias\n')) continue;
    const student = key.slice('alias\n'.length);
    const left = rowsOf(history, student);
    if (left.length > 0) fail('I6 joined in part', student, left);
    const seen = new Set<string>();
    for (let one: string | null = student; one !== null; one = intoOf(history, one)) {
      if (seen.has(one)) fail('I6 joined in a circle', student, [...seen]);
      seen.add(one);
    }
  }
}

/**
 * Whether an intent may be refused for who is whom by then: it is of one who is another, and not parted from them by it; or
 * it joins somebody of whom there is more than it hands over, or to one who is nobody, or another.
 */
export function isOfAnother(history: History, { entity, id, set }: Intent, all: readonly Intent[]): boolean {
  const isParted = (student: string) =>
    all.some((one) => one.entity === 'alias' && one.id === student && one.set.into === null);
  if (entity === 'alias') {
    if (typeof set.into !== 'string') return false;
    const said = new Map(all.map((one) => [`${one.entity}\n${one.id}`, one.set]));
    if (rowsOf(history, id).some((key) => !isHandedOver(history, key, said.get(key)))) return true;
    const isSomebody = rowsOf(history, set.into).some((key) => key.startsWith('record\n'));
    return !isSomebody || intoOf(history, set.into) !== null;
  }
  const student = studentOf(entity, id, set);
  return student !== null && intoOf(history, student) !== null && !isParted(student);
}

/** Whether nothing of a row is left by this, or it is somebody else’s. */
function isHandedOver(history: History, key: string, set: Fields | undefined): boolean {
  if (set === undefined) return false;
  const fields = Object.keys(history.rows.get(key)!.fields!);
  return typeof set.student === 'string' || fields.every((field) => set[field] === null);
}
