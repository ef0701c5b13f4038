import type { CounterVisit } from '../../../shared/contract/counter.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { maskField } from '../../../shared/domain/mask.ts';
import { maskNumbersIn } from '../../../shared/domain/sheetCorrection.ts';
import { KEY_FIELDS } from '../../../shared/domain/studentFields.ts';
import { idleRow } from '../../counter/counterIdle.ts';
import {
  countCounterVisits,
  counterVisit,
  counterVisits,
  type StoredVisit,
} from '../../db/tables/counterVisitTable.ts';
import { presentId } from '../../db/tables/studentAliases.ts';
import { studentsWithKey } from '../../db/tables/studentKeys.ts';
import { studentById, studentsByN } from '../../db/tables/studentTable.ts';
import type { CounterDesk } from '../CounterDesk.ts';
import { seenColleges, seesCollege } from '../scoped.ts';
import { selectMembers } from '../selectStudents.ts';
import type { Services } from '../services.ts';
import { type Procedures, stream } from './answer.ts';

/** The clerk's side of the counter. */
export function counterRouter(procedures: Procedures, services: Services, desk: CounterDesk) {
  const { db, index, writes, log } = services;
  return {
    open: procedures.counter.open.handler(() => {
      log.info('counter-opened');
      return { token: desk.issue() };
    }),
    shut: procedures.counter.shut.handler(() => {
      desk.shut();
      log.info('counter-shut');
      return {};
    }),
    find: procedures.counter.find.handler(({ input }) => {
      const ns = new Set(KEY_FIELDS.flatMap((field) => studentsWithKey(db, field, input.card)));
      // Somebody of another college is as unknown here as a card of nobody.
      const seen = studentsByN(db, [...ns]).filter(({ values }) => seesCollege(values.collegeName));
      return { students: seen.map(desk.found) };
    }),
    show: procedures.counter.show.handler(async ({ input }) => {
      const campaign = index.campaignOf(input.campaign);
      if (!campaign) throw new AppError('NOT_FOUND', { what: 'campaign' });
      if (campaign.closedAt !== null) throw new AppError('CAMPAIGN_CLOSED', { name: campaign.name });
      const student = studentById(db, presentId(db, input.student));
      if (!student) throw new AppError('NOT_FOUND', { what: 'student' });
      const { outside } = await selectMembers(services, { ids: [student.id] }, campaign.id);
      if (outside > 0) throw new AppError('COUNTER_OUTSIDE');
      return { visit: desk.show(student, campaign) };
    }),
    callBack: procedures.counter.callBack.handler(() => {
      desk.callBack();
      return {};
    }),
    watch: procedures.counter.watch.handler(({ signal }) => stream(desk.states(signal), services)),
    visits: procedures.counter.visits.handler(({ input: { limit, ...narrowed } }) => {
      const filter = { ...narrowed, campaign: null, colleges: seenColleges() };
      return {
        total: countCounterVisits(db, filter),
        items: counterVisits(db, filter, limit).map(shownVisit),
      };
    }),
    signature: procedures.counter.signature.handler(({ input }) => {
      const visit = counterVisit(db, input.event);
      if (!visit) throw new AppError('NOT_FOUND', { what: 'event' });
      log.info('signature-shown', { event: visit.event });
      return { hash: visit.signature, name: visit.signedName };
    }),
    setIdle: procedures.counter.setIdle.handler(({ input }) =>
      writes.take(() => {
        services.commit('row.save', idleRow(db, input.seconds));
        desk.changed();
        return {};
      }),
    ),
  };
}

/** As it leaves the core: numbers masked, the signature left out. */
function shownVisit(visit: StoredVisit): CounterVisit {
  const { event, startedAt, at, verdict, photo, witness, revealed, batch, undone, stale } = visit;
  return {
    event,
    student: {
      id: visit.student,
      name: visit.name,
      studentNo: visit.studentNo,
      className: visit.className,
    },
    campaign: { id: visit.campaign, name: visit.campaignName },
    startedAt,
    at,
    verdict,
    fields: visit.fields.map((answer) => ({ ...answer, claimed: maskField(answer.field, answer.claimed) })),
    photo,
    comment: maskNumbersIn(visit.comment),
    signed: visit.signature === null ? 'typed' : 'drawn',
    witness,
    revealed,
    batch,
    undone,
    stale,
  };
}
