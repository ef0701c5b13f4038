import { type SavedView, studentQuery } from '../../../shared/contract/students.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { MASKED_FIELDS, type PartialStudentValues } from '../../../shared/domain/studentFields.ts';
import { handBatchRow } from '../../changes/batchRow.ts';
import { presentId } from '../../db/tables/studentAliases.ts';
import { type StoredStudent, studentById } from '../../db/tables/studentTable.ts';
import { deleteView, savedViews, saveView } from '../../students/savedViews.ts';
import { studentDetail } from '../../students/studentDetail.ts';
import { studentRows } from '../../students/studentRow.ts';
import { isScoped } from '../scoped.ts';
import type { Services } from '../services.ts';
import { type Procedures, stream } from './answer.ts';

export function studentsRouter(procedures: Procedures, services: Services) {
  const { db, index, clock, ids, writes } = services;

  const open = (id: string): StoredStudent => {
    // A link may still name them as they were known before they were joined to another.
    const student = studentById(db, presentId(db, id));
    if (!student) throw new AppError('NOT_FOUND', { what: 'student' });
    return student;
  };

  return {
    page: procedures.students.page.handler(async ({ input }) => {
      const query = studentQuery.parse(input.query);
      const found = await index.find(query);
      const ns = found.ns.subarray(input.offset, input.offset + input.limit);
      const campaign = index.campaignOf(query.campaign);
      return {
        total: found.ns.length,
        version: found.version,
        items: studentRows(db, ns, { campaign, now: clock.now() }),
      };
    }),
    facets: procedures.students.facets.handler(({ input }) =>
      index.facets(studentQuery.parse(input.query), input.fields),
    ),
    get: procedures.students.get.handler(({ input }) =>
      studentDetail(db, open(input.id), { campaign: index.campaignOf(input.campaign), now: clock.now() }),
    ),
    reveal: procedures.students.reveal.handler(({ input }) => {
      const { values } = open(input.id);
      services.log.info('student-revealed', { student: input.id });
      const revealed: PartialStudentValues = {};
      for (const field of MASKED_FIELDS) revealed[field] = values[field];
      return revealed;
    }),
    setFields: procedures.students.setFields.handler(({ input }) =>
      writes.take(() => {
        const student = open(input.id);
        const batch = ids.next();
        db.transaction(() => {
          services.commit(
            'student.setFields',
            { student: student.id, values: input.values, reason: input.reason },
            batch,
          );
          services.commit(
            'row.save',
            handBatchRow({
              id: batch,
              kind: 'edit',
              campaign: null,
              students: 1,
              at: clock.now(),
              actor: services.actor,
            }),
            batch,
          );
        });
        return { batch };
      }),
    ),
    export: procedures.students.export.handler(async ({ input, signal }) => {
      const { exportStudents } = await import('../exportStudents.ts');
      return stream(exportStudents(services, input, signal), services);
    }),
    // What the office keeps names whatever it was looking for.
    views: procedures.students.views.handler((): SavedView[] => (isScoped() ? [] : savedViews(db))),
    saveView: procedures.students.saveView.handler(({ input }) =>
      writes.take(() =>
        saveView(services, { ...input, id: input.id ?? ids.next(), query: studentQuery.parse(input.query) }),
      ),
    ),
    deleteView: procedures.students.deleteView.handler(({ input }) =>
      writes.take(() => ({ deleted: deleteView(services, input.id) })),
    ),
  };
}
