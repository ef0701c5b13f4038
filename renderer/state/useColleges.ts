import { useQuery } from '@tanstack/react-query';
import { studentQuery } from '../../shared/contract/students.ts';
import { orpc } from '../rpc/core.ts';

/** The names of the colleges that students are of, for a choice; those already chosen stay choosable. */
export function useColleges(chosen: readonly string[] = []): string[] {
  const { data: facets } = useQuery(
    orpc.students.facets.queryOptions({
      input: { query: studentQuery.parse({}), fields: ['collegeName'] },
    }),
  );
  const present = (facets?.fields.collegeName ?? []).map(({ value }) => value).filter((name) => name !== '');
  return [...new Set([...present, ...chosen])];
}
