import type { ChaseQuery } from '../../../shared/contract/chase.ts';
import { core } from '../../rpc/core.ts';

/** Rows in one answer: the most that the core gives. */
const PAGE = 500;

/** The ids of the rows from one place of a list to another, both included. */
export async function rowIds(query: ChaseQuery, from: number, to: number): Promise<string[]> {
  const ids: string[] = [];
  for (let offset = from; offset <= to; offset += PAGE) {
    const { items } = await core.chase.list({ query, offset, limit: Math.min(PAGE, to - offset + 1) });
    ids.push(...items.map(({ id }) => id));
  }
  return ids;
}
