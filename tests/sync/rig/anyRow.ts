import type { SqlValue } from '../../../electron/db/database.ts';
import type { SimDesk } from './SimDesk.ts';

export const COLLEGES = ['法学院', '文学院', '理学院'];
export const WORDS = ['一', '二', '三', '四'];

/** Something that somebody at a desk does, with what the desk shows; false: there was nothing to do it to. */
export type Work = (desk: SimDesk) => boolean | Promise<boolean>;

/** The id of one of the rows that are asked for, in an order that is always the same; null: there is none. */
export function anyId({ db, random }: SimDesk, sql: string, ...values: SqlValue[]): string | null {
  const rows = db.read<{ id: string }>(sql).all(...values);
  return rows.length === 0 ? null : random.pick(rows).id;
}

export function anyStudent(desk: SimDesk): string | null {
  return anyId(desk, 'SELECT id FROM student ORDER BY id');
}

/** The first campaign, where most of the work is done. */
export function anyCampaign({ db }: SimDesk): string | null {
  return db.read<{ id: string }>('SELECT id FROM campaign ORDER BY id LIMIT 1').get()?.id ?? null;
}
