import { studentQuery } from '../../../shared/contract/students.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { countStudents } from '../../db/tables/studentTable.ts';
import { clockBehind } from '../clockBehind.ts';
import { PROGRAM_VERSION } from '../programVersion.ts';
import { saveSchool, schoolOf } from '../school.ts';
import { isScoped } from '../scoped.ts';
import type { Services } from '../services.ts';
import { type Procedures, stream } from './answer.ts';

export function adminRouter(procedures: Procedures, services: Services) {
  const { db, index, dataVersion } = services;
  const count = (table: 'batch' | 'campaign') =>
    db.read<{ count: number }>(`SELECT count(*) AS count FROM ${table}`).get()!.count;
  return {
    status: procedures.admin.status.handler(async () => ({
      version: PROGRAM_VERSION,
      school: schoolOf(db),
      students: isScoped() ? (await index.facets(studentQuery.parse({}), [])).total : countStudents(db),
      batches: isScoped() ? null : count('batch'),
      campaigns: count('campaign'),
      dataVersion: dataVersion.current,
      clockBehind: clockBehind(db, services.clock.now()),
    })),
    initialise: procedures.admin.initialise.handler(({ input }) =>
      services.writes.take(() => saveSchool(services, input)),
    ),
    fillDemo: procedures.admin.fillDemo.handler(async ({ input, signal }) => {
      if (countStudents(db) > 0) throw new AppError('STORE_NOT_EMPTY');
      const { fillDemo } = await import('../fillDemo.ts');
      return stream(fillDemo(services, input, signal), services);
    }),
    watch: procedures.admin.watch.handler(async function* ({ signal }) {
      for await (const version of dataVersion.follow(signal)) yield { dataVersion: version };
    }),
  };
}
