import fc from 'fast-check';
import { expect, test } from 'vitest';
import { selectMembers, selectStudents } from '../../electron/core/selectStudents.ts';
import { StudentIndex } from '../../electron/students/StudentIndex.ts';
import { FACET_FIELDS } from '../../shared/domain/studentFields.ts';
import { anyStore, fillStore } from '../harness/anyStore.ts';
import { anyQuestion, queryOf } from '../harness/anyStudentQuery.ts';
import { campaignIds, expectIndexTrue } from '../harness/expectIndexTrue.ts';
import { StoreScene } from '../harness/storeScene.ts';
import { StudentOracle } from '../harness/studentOracle.ts';

const seed = Number(process.env.SEED ?? 20_261_124);
const runs = Number(process.env.RUNS ?? 60);
const QUESTIONS = 25;

test(`any question to any store is answered as by looking at every student (seed ${seed}, ${runs} stores)`, async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(
      anyStore,
      fc.array(anyQuestion, { minLength: 1, maxLength: QUESTIONS, size: 'max' }),
      fc.array(fc.shuffledSubarray([...FACET_FIELDS], { minLength: 1, maxLength: 3 }), {
        minLength: 1,
        maxLength: 3,
      }),
      async (made, questions, groups) => {
        const scene = new StoreScene();
        try {
          await fillStore(scene, made);
          const index = new StudentIndex(scene.db, () => scene.now);
          const oracle = new StudentOracle(scene.db, scene.now);
          for (const [at, question] of questions.entries()) {
            const query = queryOf(question, oracle.students, campaignIds(scene.db));
            const by = groups[at % groups.length]!;
            await expectIndexTrue(index, oracle, query, by, by);
            found += oracle.find(query).length;
          }
        } finally {
          scene.db.raw.close();
        }
      },
    ),
    { seed, numRuns: runs, ...(process.env.FC_PATH ? { path: process.env.FC_PATH } : {}) },
  );
  expect(found, 'questions that find nobody test little').toBeGreaterThan(runs * QUESTIONS);
});

test(`a selection is the students named, or the whole list of its query (seed ${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(
      anyStore,
      anyQuestion,
      fc.array(fc.nat(10_000), { maxLength: 20 }),
      async (made, question, named) => {
        const scene = new StoreScene();
        try {
          await fillStore(scene, made);
          const { db } = scene;
          const services = { db, index: new StudentIndex(db, () => scene.now) };
          const oracle = new StudentOracle(db, scene.now);
          const { students } = oracle;
          const query = queryOf(question, students, campaignIds(db));
          const listed = oracle.find(query);
          expect([...(await selectStudents(services, { query }))]).toEqual(listed.map(({ n }) => n));
          const chosen =
            students.length === 0 ? [] : named.map((number) => students[number % students.length]!);
          const ids = ['nobody', ...chosen.map(({ id }) => id)];
          expect([...(await selectStudents(services, { ids }))]).toEqual(chosen.map(({ n }) => n));
          for (const id of campaignIds(db)) {
            const campaign = oracle.campaign(id);
            for (const [selection, selected] of [
              [{ query }, listed],
              [{ ids }, chosen],
            ] as const) {
              const members = selected.filter((student) => oracle.isMember(student, campaign));
              expect(await selectMembers(services, selection, id)).toEqual({
                students: members.map((student) => student.id),
                outside: selected.length - members.length,
              });
            }
          }
        } finally {
          scene.db.raw.close();
        }
      },
    ),
    { seed, numRuns: 30 },
  );
});
