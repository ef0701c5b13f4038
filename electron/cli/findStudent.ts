import { studentQuery } from '../../shared/contract/students.ts';
import { AppError } from '../../shared/domain/errors.ts';
import type { Core } from '../core/core.ts';

/** A student's id by 学号 or 考生号, where only one has it; an id is taken as it is. */
export async function findStudent(core: Core, text: string): Promise<string> {
  for (const field of ['studentNo', 'examNo'] as const) {
    const query = studentQuery.parse({ filter: { fields: { [field]: [text] } } });
    const { total, items } = await core.client.students.page({ query, offset: 0, limit: 1 });
    if (total === 1) return items[0]!.id;
    if (total > 1) throw new AppError('NOT_FOUND', { what: 'student' });
  }
  return (await core.client.students.get({ id: text })).id;
}
