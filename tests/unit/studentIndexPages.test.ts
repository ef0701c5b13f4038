import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Core } from '../../electron/core/core.ts';
import { openDatabase } from '../../electron/db/openDatabase.ts';
import type { StudentRow } from '../../shared/contract/students.ts';
import { GROUP_BY, type GroupBy } from '../../shared/domain/groupFields.ts';
import { maskIdNumber, maskPhone } from '../../shared/domain/mask.ts';
import type { FacetField } from '../../shared/domain/studentFields.ts';
import { anyStore, fillStore } from '../harness/anyStore.ts';
import { anyQuestion, queryOf } from '../harness/anyStudentQuery.ts';
import { campaignIds } from '../harness/expectIndexTrue.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { openCore } from '../harness/openCore.ts';
import { setClock } from '../harness/runImport.ts';
import { StoreScene } from '../harness/storeScene.ts';
import { type OracleStudent, StudentOracle } from '../harness/studentOracle.ts';
import { testKey } from '../harness/testKey.ts';

const seed = Number(process.env.SEED ?? 20_261_124);
const runs = Number(process.env.RUNS ?? 10);
const folder = folderForAll();

const anyPage = fc.record({
  question: anyQuestion,
  offset: fc.oneof(fc.constant(0), fc.nat(400)),
  limit: fc.integer({ min: 1, max: 500 }),
});

test(`the core gives any page of any list, and true progress (seed ${seed}, ${runs} stores)`, async () => {
  let store = 0;
  await fc.assert(
    fc.asyncProperty(
      anyStore,
      fc.array(anyPage, { minLength: 1, maxLength: 30, size: 'max' }),
      async (made, pages) => {
        const dir = join(folder, `store-${++store}`);
        const scene = new StoreScene(openDatabase(dir, testKey(dir)));
        await fillStore(scene, made);
        const oracle = new StudentOracle(scene.db, scene.now);
        const campaigns = campaignIds(scene.db);
        const core = await openCore(dir, setClock(scene.now));
        try {
          for (const { question, offset, limit } of pages) {
            const query = queryOf(question, oracle.students, campaigns);
            const listed = oracle.find(query);
            const campaign = oracle.campaign(query.campaign);
            const page = await core.client.students.page({ query, offset, limit });
            expect(page.total).toBe(listed.length);
            expect(page.items.map(withoutReason)).toEqual(
              listed.slice(offset, offset + limit).map((student) => ({
                id: student.id,
                values: masked(student.values),
                status: oracle.status(student, campaign),
                photos: student.photos,
                sources: student.sources,
                differing: student.differing,
              })),
            );
          }
          for (const campaign of [null, ...campaigns]) await expectProgressTrue(core, oracle, campaign);
          const population = { grade: ['2022', ''], gender: ['女'] };
          expect(await core.client.campaigns.countPopulation({ population })).toEqual({
            total: oracle.students.filter(
              ({ values }) => population.grade.includes(values.grade ?? '') && values.gender === '女',
            ).length,
          });
        } finally {
          await core.close();
          scene.db.raw.close();
        }
      },
    ),
    { seed, numRuns: runs },
  );
});

function withoutReason({ statusReason: _, ...row }: StudentRow) {
  return row;
}

function masked(values: OracleStudent['values']): OracleStudent['values'] {
  const { idNumber, phone } = values;
  return {
    ...values,
    idNumber: idNumber === null ? null : maskIdNumber(idNumber),
    phone: phone === null ? null : maskPhone(phone),
  };
}

const GROUPS: Record<GroupBy, FacetField[]> = {
  college: ['collegeName'],
  major: ['collegeName', 'majorName'],
  class: ['collegeName', 'majorName', 'className'],
  counsellor: ['collegeName', 'counsellor'],
};

/** Of the campaign that is meant, its own students. */
async function expectProgressTrue(core: Core, oracle: StudentOracle, campaign: string | null): Promise<void> {
  const about = oracle.campaign(campaign);
  const query = {
    campaign: about?.id ?? null,
    search: '',
    filter: {
      fields: {},
      statuses: [],
      sources: [],
      photo: 'any' as const,
      differing: false,
      overdue: false,
    },
    sort: { key: 'class' as const, descending: false },
  };
  const [total] = oracle.progress(query, []);
  for (const by of GROUP_BY) {
    const progress = await core.client.campaigns.progress({ campaign, by });
    expect(progress.campaign?.id).toBe(about?.id);
    expect(progress.rows).toEqual(oracle.progress(query, GROUPS[by]));
    expect(progress.total).toEqual(total ?? { group: [], total: 0, statuses: {}, overdue: 0, due: null });
  }
  const overview = await core.client.campaigns.overview({ campaign });
  expect(overview.colleges).toEqual(oracle.progress(query, ['collegeName']));
  for (const { count, query: behind } of overview.attention)
    expect(oracle.find(behind).length, 'the number is that of the list behind it').toBe(count);
}
