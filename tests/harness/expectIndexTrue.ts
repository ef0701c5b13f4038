import { expect } from 'vitest';
import type { ReadDb } from '../../electron/db/database.ts';
import type { StudentIndex } from '../../electron/students/StudentIndex.ts';
import type { StudentQuery } from '../../shared/contract/students.ts';
import type { FacetField } from '../../shared/domain/studentFields.ts';
import type { StudentOracle } from './studentOracle.ts';

/** The list, the counts and the progress of a query are what the oracle says. */
export async function expectIndexTrue(
  index: StudentIndex,
  oracle: StudentOracle,
  query: StudentQuery,
  facets: readonly FacetField[] = ['collegeName', 'registrationStatus'],
  groups: readonly FacetField[] = ['collegeName', 'majorName', 'className'],
): Promise<void> {
  const listed = oracle.find(query);
  const { ns } = await index.find(query);
  // As text: of twenty thousand numbers that is compared a hundred times faster.
  expect(ns.join(' '), 'the list').toBe(listed.map(({ n }) => n).join(' '));
  const counts = await index.facets(query, facets);
  expect(counts, 'the counts').toEqual({
    total: listed.length,
    statuses: oracle.statusCounts(query),
    fields: Object.fromEntries(facets.map((field) => [field, oracle.facet(query, field)])),
  });
  const progress = await index.progress(query, groups);
  expect(progress, 'the progress').toEqual(oracle.progress(query, groups));
  expect(await index.progress(query, groups), 'the progress, which is kept').toBe(progress);
}

export function campaignIds(db: ReadDb): string[] {
  return db
    .read<{ id: string }>('SELECT id FROM campaign ORDER BY id')
    .all()
    .map(({ id }) => id);
}
