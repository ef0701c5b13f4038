import { beijingDay } from '../../../shared/domain/daysLeft.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { wholeOf } from '../../archive/piecesOf.ts';
import {
  CHOSEN_PROFILE_SETTING,
  caseTypes,
  chosenProfile,
  correctionProfiles,
} from '../../cases/caseCatalogue.ts';
import { CaseItems } from '../../cases/caseRows.ts';
import { countCases, listCases } from '../../cases/listCases.ts';
import { readEvidence } from '../../cases/readEvidence.ts';
import { actOnCasesAs } from '../../cases/recordCases.ts';
import { wholeCase } from '../../cases/wholeCase.ts';
import { CASE_REVIEWERS_SETTING, caseReviewers } from '../../changes/mutations/caseValues.ts';
import { caseById, caseByNumber } from '../../db/tables/caseTable.ts';
import { storedSetting } from '../../db/tables/settingTable.ts';
import { presentId } from '../../db/tables/studentAliases.ts';
import { caseProblems, openProblemCases } from '../caseProblems.ts';
import { noteStudentsById } from '../people/noteStudents.ts';
import { requireActing } from '../requireActing.ts';
import { actingScope } from '../Session.ts';
import { isScoped, seesCollege } from '../scoped.ts';
import type { Services } from '../services.ts';
import { actOnManyCases, openManyCases } from '../writeCases.ts';
import type { Procedures } from './answer.ts';

/** Work of which nobody asked to be told, nor can cancel it: caseWork has the same with both. */
const UNTOLD = { signal: new AbortController().signal, onProgress: () => undefined };

export function casesRouter(procedures: Procedures, services: Services) {
  const { db, clock, ids, writes, incoming, blobs, log } = services;
  const { cases } = procedures;

  /** Who sees the whole school sees reviewers of every college, also of one that has no students now. */
  const seesAny = (colleges: readonly string[]) => !isScoped() || colleges.some(seesCollege);

  function saveSetting(key: string, value: unknown): void {
    const before = storedSetting(db, key);
    const after = { value: JSON.stringify(value) };
    services.commit('row.save', { entity: 'setting', id: key, before, after });
  }

  return {
    types: cases.types.handler(() => ({
      types: caseTypes(db),
      profiles: correctionProfiles(db),
      profile: chosenProfile(db).id,
      reviewers: caseReviewers(db).filter(({ colleges }) => colleges.length === 0 || seesAny(colleges)),
    })),
    list: cases.list.handler(({ input: { query, offset, limit } }) => {
      const student = query.student === null ? null : presentId(db, query.student);
      const today = beijingDay(clock.now());
      const items = new CaseItems(db, today);
      const shown = listCases(db, { ...query, student, scope: actingScope() }, today, { offset, limit });
      return {
        items: shown.map((row) => items.itemOf(row)),
        ...countCases(db, { ...query, student, scope: actingScope() }, today),
      };
    }),
    named: cases.named.handler(({ input: { query } }) => {
      const student = query.student === null ? null : presentId(db, query.student);
      return {
        cases: listCases(db, { ...query, student, scope: actingScope() }, beijingDay(clock.now())).map(
          ({ id, version, type, state }) => ({
            id,
            version,
            kind: `${type} ${state}`,
          }),
        ),
      };
    }),
    get: cases.get.handler(({ input }) => {
      const found = caseById(db, input.case) ?? caseByNumber(db, input.case.trim().toUpperCase());
      const whole = found && wholeCase(db, found.id, clock.now(), input.unmasked);
      if (!whole) throw new AppError('NOT_FOUND', { what: 'case' });
      if (input.unmasked) {
        log.info('case-unmasked', { case: whole.item.id });
        noteStudentsById(db, [whole.item.student.id]);
      }
      return whole;
    }),
    open: cases.open.handler(({ input: { type, students, origin, ...opening } }) =>
      writes.take(() =>
        openManyCases(
          services,
          type,
          students.map((student) => ({
            student: presentId(db, student),
            opening: { ...opening, origin: { kind: origin, id: null } },
          })),
          UNTOLD,
        ),
      ),
    ),
    problems: cases.problems.handler(async ({ input }) => ({
      problems: (await caseProblems(services, input.campaign, UNTOLD.signal)).map(
        ({ origin, type, problems }) => ({
          origin,
          type,
          count: problems.length,
        }),
      ),
    })),
    openProblems: cases.openProblems.handler(({ input }) =>
      writes.take(() => openProblemCases(services, input, UNTOLD)),
    ),
    act: cases.act.handler(({ input }) => {
      requireActing(
        db,
        input.cases.map((one) => one.case),
        input.action,
      );
      return writes.take(() =>
        actOnManyCases(
          services,
          input.cases.map((one) => ({ ...one, action: input.action })),
          UNTOLD,
        ),
      );
    }),
    attach: cases.attach.handler(async ({ input }) => {
      const { path, name } = incoming.find(input.file);
      try {
        const bytes = await wholeOf(path);
        const properties = await readEvidence(bytes, name);
        // The file is there before a row names it.
        const { hash } = await blobs.put(bytes);
        const evidence = { id: ids.next(), material: input.material, hash, name, ...properties };
        const { batch } = await writes.take(() =>
          actOnCasesAs(services, [
            { case: input.case, seen: input.seen, action: { do: 'attach' as const, evidence } },
          ]),
        );
        const asked = wholeCase(db, input.case, clock.now(), false)?.materials.find(
          (one) => one.id === input.material,
        );
        const isCoarse = asked?.leastDpi != null && evidence.dpi !== null && evidence.dpi < asked.leastDpi;
        const isLarge = asked?.mostBytes != null && evidence.bytes > asked.mostBytes;
        return {
          batch,
          doubts: [...(isCoarse ? ['dpi' as const] : []), ...(isLarge ? ['bytes' as const] : [])],
        };
      } finally {
        incoming.release([input.file]);
      }
    }),
    saveReviewers: cases.saveReviewers.handler(({ input }) =>
      writes.take(() => {
        saveSetting(CASE_REVIEWERS_SETTING, input.reviewers);
        return { reviewers: [...caseReviewers(db)] };
      }),
    ),
    chooseProfile: cases.chooseProfile.handler(({ input }) =>
      writes.take(() => {
        if (!correctionProfiles(db).some(({ id }) => id === input.profile)) {
          throw new AppError('NOT_FOUND', { what: 'profile' });
        }
        saveSetting(CHOSEN_PROFILE_SETTING, input.profile);
        return { profile: chosenProfile(db).id };
      }),
    ),
  };
}
