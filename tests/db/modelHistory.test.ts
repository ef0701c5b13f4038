import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sourceRecord, studentNumberOf } from '../../electron/db/tables/studentTable.ts';
import type { PartialStudentValues } from '../../shared/domain/studentFields.ts';
import { VERDICTS } from '../../shared/domain/verificationStatus.ts';
import { expectConsistent, expectReplayEqual, sizesOf } from '../harness/storeInvariants.ts';
import { StoreScene } from '../harness/storeScene.ts';

const seed = Number(process.env.SEED ?? 20_261_124);
const runs = Number(process.env.RUNS ?? 110);

const pick = fc.nat(1_000);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 2 });
/** Few keys and names, so that rows meet: the same student, one key of two, two keys of one. */
const row = fc.record({
  examNo: maybe(fc.constantFrom('22110101110001', '22110101110002', '２２１１０１０１１１０００１')),
  studentNo: maybe(fc.constantFrom('2022001', '2022002', '2022003', 'B2022x', 'b2022X')),
  idNumber: maybe(fc.constantFrom('11010119900307283X', '11010119900307283x', '440301200201011234')),
  name: maybe(fc.constantFrom('张三', '李四', '阿卜杜拉·艾买提', '阿卜杜拉.艾买提')),
  phone: maybe(fc.constantFrom('13800000001', '13800000002')),
  majorName: maybe(fc.constantFrom('软件工程', '法学')),
  collegeName: maybe(fc.constantFrom('计算机科学与技', '计算机科学与技术学院', '法学院')),
  remark: maybe(fc.constantFrom('身份核验异常', '无')),
});
const verdict = fc.constantFrom(...VERDICTS);
const role = fc.constantFrom('admission' as const, 'graduation' as const);
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('import' as const),
      source: fc.constantFrom('chsi' as const, 'sis' as const, 'admission' as const),
      rows: fc.array(row, { minLength: 1, maxLength: 6 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      student: pick,
      values: fc
        .record({ phone: row, name: row })
        .chain(() =>
          fc
            .subarray(['phone', 'name', 'studentNo', 'majorName'] as const, { minLength: 1 })
            .chain((fields) =>
              fc.record(
                Object.fromEntries(
                  fields.map((field) => [
                    field,
                    field === 'studentNo'
                      ? maybe(fc.constantFrom('2022001', '2022009'))
                      : maybe(fc.constantFrom('改一', '改二')),
                  ]),
                ),
              ),
            ),
        ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('photos' as const),
      role,
      students: fc.array(pick, { minLength: 1, maxLength: 3 }),
      hash: fc.constantFrom('h1', 'h2', 'h3'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('campaign' as const),
      type: fc.constantFrom('graduation-photo' as const, 'enrolled-record' as const),
      fields: fc.subarray(['name', 'phone', 'majorName'] as const, { minLength: 1 }),
      coversPhoto: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('verdict' as const),
      campaign: pick,
      students: fc.array(pick, { minLength: 1, maxLength: 3 }),
      verdict,
      saidAt: maybe(fc.integer({ min: -3, max: 3 })),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('status' as const),
      campaign: pick,
      lines: fc.array(
        fc.record({
          values: row,
          verdict: maybe(fc.constantFrom('正确', '有误', '未核对', '天知道')),
          verifiedAt: maybe(fc.constantFrom('2026-10-30', '2026-11-02 08:00:00')),
        }),
        { minLength: 1, maxLength: 4 },
      ),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('undo' as const), batch: pick }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('view' as const),
      id: fc.constantFrom('v1', 'v2'),
      kind: fc.constantFrom('save' as const, 'delete' as const),
      name: fc.constantFrom('甲', '乙'),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

test(`whatever happens in whatever order, the log replays to the tables (seed ${seed}, ${runs} histories)`, async () => {
  let steps = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24, size: 'max' }), async (history) => {
      const scene = new StoreScene();
      try {
        scene.campaign({ coveredFields: ['name', 'phone'] });
        scene.importRoster('chsi', [{ studentNo: '2022001', name: '张三', phone: '13800000001' }]);
        for (const one of history) {
          scene.now += 60_000;
          await take(scene, one as Step);
          steps++;
          expectConsistent(scene.db);
          expectReplayEqual(scene.db);
        }
      } finally {
        scene.db.raw.close();
      }
    }),
    { seed, numRuns: runs, ...(process.env.FC_PATH ? { path: process.env.FC_PATH } : {}) },
  );
  expect(steps).toBeGreaterThan(runs * 8);
});

async function take(scene: StoreScene, step: Step): Promise<void> {
  const { db } = scene;
  const idsIn = (table: string) =>
    db
      .read<{ id: string }>(`SELECT id FROM ${table} ORDER BY id`)
      .all()
      .map(({ id }) => id);
  const students = idsIn('student');
  const chosen = (number: number, from: readonly string[]) => from[number % from.length];
  const several = (numbers: readonly number[]) => [
    ...new Set(numbers.flatMap((number) => chosen(number, students) ?? [])),
  ];
  switch (step.do) {
    case 'import': {
      const before = sizesOf(db);
      const { counts, rows } = scene.importRoster(step.source, step.rows);
      const after = sizesOf(db);
      expect(counts.rows).toBe(step.rows.length);
      expect(after.student! - before.student!, 'as many new students as rows that were to make one').toBe(
        counts.created,
      );
      const said = rows.filter(({ outcome }) => outcome === 'created' || outcome === 'updated');
      for (const planned of said) expectSaid(scene, step.source, planned.student!, planned.values);
      // A row that was left to a person may find its answer in what the others changed.
      const again = [...scene.planRoster(step.source, step.rows).rows];
      for (const [index, { outcome }] of rows.entries()) {
        if (outcome === 'ambiguous') continue;
        const expected = outcome === 'created' || outcome === 'updated' ? 'unchanged' : outcome;
        expect(again[index]!.outcome, 'the same file again').toBe(expected);
      }
      return;
    }
    case 'edit': {
      const student = chosen(step.student, students);
      if (student) scene.edit(student, step.values as PartialStudentValues);
      return;
    }
    case 'photos':
      scene.photos(
        step.role,
        several(step.students).map((student) => ({ student, hash: step.hash })),
      );
      return;
    case 'campaign':
      scene.campaign({ type: step.type, coveredFields: [...step.fields], coversPhoto: step.coversPhoto });
      return;
    case 'verdict': {
      const campaign = chosen(step.campaign, idsIn('campaign'));
      const saidAt = step.saidAt === null ? null : scene.now + step.saidAt * 3_600_000;
      if (campaign) scene.verdict(campaign, several(step.students), step.verdict, { saidAt });
      return;
    }
    case 'status': {
      const campaign = chosen(step.campaign, idsIn('campaign'));
      if (!campaign) return;
      const before = sizesOf(db);
      const { counts } = scene.importStatus(campaign, step.lines);
      expect(sizesOf(db).event! - before.event!).toBe(counts.created + counts.updated);
      const again = scene.planStatus(campaign, step.lines).map(({ outcome }) => outcome);
      expect(
        again.filter((outcome) => outcome === 'created' || outcome === 'updated'),
        'the same list again changes nothing',
      ).toEqual([]);
      return;
    }
    case 'undo': {
      const batches = db
        .read<{ id: string }>('SELECT id FROM batch WHERE undone_at IS NULL ORDER BY n')
        .all()
        .map(({ id }) => id);
      const batch = chosen(step.batch, batches);
      if (!batch) return;
      const { kept } = await scene.undo(batch);
      for (const { student, fields } of kept) {
        expect(student === '', 'only a campaign is of no student').toBe(fields.includes('campaign'));
        expect(fields).not.toEqual([]);
      }
      return;
    }
    case 'view': {
      const before =
        db
          .read<{ name: string; query: string; columns: string }>(
            'SELECT name, query, columns FROM saved_view WHERE id = ?',
          )
          .get(step.id) ?? null;
      if (step.kind === 'save' || before) {
        scene.write('row.save', {
          entity: 'view',
          id: step.id,
          before: before && { ...before },
          after: step.kind === 'save' ? { name: step.name, query: '{}', columns: '[]' } : null,
        });
      }
    }
  }
}

/** What the plan showed is what the source now says; and nothing that it left blank was erased. */
function expectSaid(
  scene: StoreScene,
  source: 'chsi' | 'sis' | 'admission',
  student: string,
  values: PartialStudentValues,
): void {
  const record = sourceRecord(scene.db, studentNumberOf(scene.db, student)!, source)!;
  for (const [field, value] of Object.entries(values)) {
    if (value !== null) expect(record[field as 'name']).toBe(value);
  }
}
