import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadImage } from '../../electron/students/image/imageSnapshot.ts';
import { StudentImage } from '../../electron/students/image/StudentImage.ts';
import { StudentIndex } from '../../electron/students/StudentIndex.ts';
import { SORT_KEYS, studentQuery } from '../../shared/contract/students.ts';
import { FILE_SOURCES } from '../../shared/domain/studentFields.ts';
import { CAMPAIGN_TYPES, LOCK_RULES, VERDICTS } from '../../shared/domain/verificationStatus.ts';
import { anyCorrection, anyStudent } from '../harness/anyStudent.ts';
import { anyQuestion, type Question, queryOf } from '../harness/anyStudentQuery.ts';
import { campaignIds, expectIndexTrue } from '../harness/expectIndexTrue.ts';
import { forgetImage, keepImage, newestChange } from '../harness/keepImage.ts';
import { StoreScene } from '../harness/storeScene.ts';
import { StudentOracle } from '../harness/studentOracle.ts';

const seed = Number(process.env.SEED ?? 20_261_124);
const runs = Number(process.env.RUNS ?? 30);

const pick = fc.nat(10_000);
const several = fc.array(pick, { minLength: 1, maxLength: 5 });
const source = fc.constantFrom(...FILE_SOURCES);
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('import' as const),
      source,
      rows: fc.array(anyStudent, { minLength: 1, maxLength: 8 }),
    }),
  },
  // Rows that nobody matched with each other: the same number for two students.
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('add' as const),
      source,
      rows: fc.array(anyStudent, { minLength: 1, maxLength: 8 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('edit' as const), student: pick, values: anyCorrection }),
  },
  // Another source speaks of a student, or the same one again.
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('say' as const), source, student: pick, values: anyCorrection }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('photos' as const),
      role: fc.constantFrom('admission' as const, 'graduation' as const),
      students: several,
      hash: fc.constantFrom('h1', 'h2'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('campaign' as const),
      type: fc.constantFrom(...CAMPAIGN_TYPES),
      lockRule: fc.constantFrom(...LOCK_RULES),
      grade: fc.constantFrom(null, '2022'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const), campaign: pick }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('verdict' as const),
      campaign: pick,
      students: several,
      verdict: fc.constantFrom('correct' as const, 'correct' as const, ...VERDICTS),
      hoursAgo: fc.constantFrom(0, 1, 23, 24, 25, 47),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('undo' as const), batch: pick }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.nat(25) }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

test(`after any change the index that followed, one made anew and a kept one answer truly (seed ${seed}, ${runs} histories)`, async () => {
  let steps = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 14, size: 'max' }),
      fc.array(anyQuestion, { minLength: 2, maxLength: 4 }),
      fc.array(anyStudent, { maxLength: 12 }),
      async (history, questions, rows) => {
        const scene = new StoreScene();
        try {
          await take(scene, { do: 'add', source: 'chsi', rows });
          scene.verdict(scene.campaign(), studentIds(scene).slice(0, 6), 'correct');
          const followed = await Followed.start(scene);
          for (const change of history) {
            scene.now += 60_000;
            await take(scene, change);
            await followed.expectTrue(questions);
            steps++;
          }
        } finally {
          scene.db.raw.close();
        }
      },
    ),
    { seed, numRuns: runs, ...(process.env.FC_PATH ? { path: process.env.FC_PATH } : {}) },
  );
  expect(steps).toBeGreaterThan(runs);
});

const EVERYBODY = studentQuery.parse({});

/** An index and an image that live through a whole history. */
class Followed {
  readonly #scene: StoreScene;
  readonly #live: StudentIndex;
  readonly #image = new StudentImage();
  #seen = 0;
  #version = 0;

  private constructor(scene: StoreScene) {
    this.#scene = scene;
    this.#live = new StudentIndex(scene.db, () => scene.now);
  }

  static async start(scene: StoreScene): Promise<Followed> {
    const followed = new Followed(scene);
    await followed.#image.load(scene.db);
    await keepImage(scene.db, followed.#image);
    followed.#seen = newestChange(scene.db);
    followed.#version = (await followed.#live.find(EVERYBODY)).version;
    return followed;
  }

  async expectTrue(questions: readonly Question[]): Promise<void> {
    const { db } = this.#scene;
    const oracle = new StudentOracle(db, this.#scene.now);
    const answersTruly = async (index: StudentIndex) => {
      for (const question of questions)
        await expectIndexTrue(index, oracle, queryOf(question, oracle.students, campaignIds(db)));
      for (const key of SORT_KEYS)
        await expectIndexTrue(index, oracle, studentQuery.parse({ sort: { key, descending: false } }));
    };
    const newIndex = () => new StudentIndex(db, () => this.#scene.now);

    await answersTruly(this.#live);
    const { version } = await this.#live.find(EVERYBODY);
    if (newestChange(db) > this.#seen) expect(version, 'a stale page can be told').not.toBe(this.#version);
    this.#version = version;
    expect(loadImage(db)?.seq, 'an image from before the change is kept').toBe(this.#seen);
    await answersTruly(newIndex());
    forgetImage(db);
    await answersTruly(newIndex());
    const changed = db.read<{ n: number }>(
      'SELECT DISTINCT student_n AS n FROM change WHERE seq > ? AND student_n IS NOT NULL',
    );
    this.#image.refresh(
      db,
      changed.all(this.#seen).map(({ n }) => n),
    );
    this.#seen = newestChange(db);
    await keepImage(db, this.#image);
    expect(loadImage(db)?.seq, 'an image of this moment is kept').toBe(this.#seen);
    await answersTruly(newIndex());
  }
}

function studentIds(scene: StoreScene): string[] {
  return scene.db
    .read<{ id: string }>('SELECT id FROM student ORDER BY n')
    .all()
    .map(({ id }) => id);
}

async function take(scene: StoreScene, step: Step): Promise<void> {
  const ids = (sql: string) =>
    scene.db
      .read<{ id: string }>(sql)
      .all()
      .map(({ id }) => id);
  const students = studentIds(scene);
  const chosen = (numbers: readonly number[]) =>
    students.length === 0 ? [] : [...new Set(numbers.map((number) => students[number % students.length]!))];
  switch (step.do) {
    case 'import':
      scene.importRoster(step.source, step.rows);
      return;
    case 'add': {
      const rows = step.rows.map((values) => ({ student: scene.nextId(), isNew: true, values }));
      scene.write('import.chunk', { source: step.source, chunk: 0, rows });
      return;
    }
    case 'say':
      for (const student of chosen([step.student])) {
        const rows = [{ student, isNew: false, values: step.values }];
        scene.write('import.chunk', { source: step.source, chunk: 0, rows });
      }
      return;
    case 'edit':
      for (const student of chosen([step.student])) scene.edit(student, step.values);
      return;
    case 'photos':
      scene.photos(
        step.role,
        chosen(step.students).map((student) => ({ student, hash: step.hash })),
      );
      return;
    case 'campaign':
      scene.campaign({
        type: step.type,
        lockRule: step.lockRule,
        population: step.grade === null ? {} : { grade: [step.grade] },
      });
      return;
    case 'close': {
      const all = campaignIds(scene.db);
      const id = all[step.campaign % all.length];
      if (id === undefined) return;
      const before = scene.campaignOf(id);
      const closedAt = before.closedAt === null ? scene.now : null;
      scene.write('row.save', {
        ...{ entity: 'campaign', id },
        before: { name: before.name, closedAt: before.closedAt },
        after: { name: '改名', closedAt },
      });
      return;
    }
    case 'verdict': {
      const all = campaignIds(scene.db);
      const id = all[step.campaign % all.length];
      const saidAt = scene.now - step.hoursAgo * 3_600_000;
      if (id !== undefined) scene.verdict(id, chosen(step.students), step.verdict, { saidAt });
      return;
    }
    case 'undo': {
      const batches = ids('SELECT id FROM batch WHERE undone_at IS NULL ORDER BY n');
      const batch = batches[step.batch % batches.length];
      if (batch !== undefined) await scene.undo(batch);
      return;
    }
    case 'wait':
      scene.now += step.hours * 3_600_000;
  }
}
