import type { StudentQuery } from '../../../shared/contract/students.ts';

/** Which students an action is for, as the contract takes it. */
export type StudentSelection = { ids: string[] } | { query: StudentQuery };
