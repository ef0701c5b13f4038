import fc from 'fast-check';
import { beijingDay } from '../../shared/domain/daysLeft.ts';
import {
  type FacetField,
  FILE_SOURCES,
  type PartialStudentValues,
} from '../../shared/domain/studentFields.ts';
import { CAMPAIGN_TYPES, LOCK_RULES, VERDICTS } from '../../shared/domain/verificationStatus.ts';
import { anyStudent } from './anyStudent.ts';
import type { StoreScene } from './storeScene.ts';

const pick = fc.nat(10_000);
const several = fc.array(pick, { maxLength: 80, size: 'max' });
/** A school: rosters of one to three sources, edits, photos, campaigns with what was said in them, something undone. */
export const anyStore = fc.record({
  rosters: fc.array(
    fc.record({
      source: fc.constantFrom(...FILE_SOURCES),
      rows: fc.array(anyStudent, { maxLength: 130, size: 'max' }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  /** Students of whom a second source speaks. */
  again: fc.array(
    fc.record({ student: pick, source: fc.constantFrom(...FILE_SOURCES), values: anyStudent }),
    {
      maxLength: 30,
    },
  ),
  edits: fc.array(fc.record({ student: pick, values: anyStudent }), { maxLength: 10 }),
  photos: fc.record({ admission: several, graduation: several }),
  campaigns: fc.array(
    fc.record({
      type: fc.constantFrom(...CAMPAIGN_TYPES),
      lockRule: fc.constantFrom(...LOCK_RULES),
      population: fc.constantFrom<Partial<Record<FacetField, string[]>>[]>(
        {},
        { grade: ['2022'] },
        { collegeName: ['法学院', '第2学院', ''], gender: ['女'] },
        { collegeName: ['没有这个'] },
      ),
      verdicts: fc.array(
        fc.record({
          verdict: fc.constantFrom('correct' as const, 'correct' as const, ...VERDICTS),
          students: several,
          hoursAgo: fc.constantFrom(0, 1, 23, 24, 25, 47),
        }),
        { maxLength: 4 },
      ),
      deadlines: fc.array(
        fc.record({ student: pick, whole: fc.boolean(), daysLeft: fc.constantFrom(-2, -1, 0, 1, 30) }),
        { maxLength: 3 },
      ),
    }),
    { maxLength: 3 },
  ),
  undone: fc.option(pick, { nil: null }),
});
type Store = typeof anyStore extends fc.Arbitrary<infer Value> ? Value : never;

/** Written by the mutations that imports and screens use; rows are not matched, so that numbers may occur twice. */
export async function fillStore(scene: StoreScene, made: Store): Promise<void> {
  const students = () =>
    scene.db
      .read<{ id: string }>('SELECT id FROM student ORDER BY n')
      .all()
      .map(({ id }) => id);
  for (const { source, rows } of made.rosters) {
    const chunk = rows.map((values) => ({ student: scene.nextId(), isNew: true, values }));
    scene.write('import.chunk', { source, chunk: 0, rows: chunk });
  }
  const all = students();
  if (all.length === 0) return;
  const chosen = (numbers: readonly number[]) => [
    ...new Set(numbers.map((number) => all[number % all.length]!)),
  ];
  for (const { student, source, values } of made.again) {
    const [id] = chosen([student]);
    scene.write('import.chunk', { source, chunk: 0, rows: [{ student: id!, isNew: false, values }] });
  }
  for (const role of ['admission', 'graduation'] as const) {
    scene.photos(
      role,
      chosen(made.photos[role]).map((student) => ({ student, hash: `${role}-${student}` })),
    );
  }
  for (const { verdicts, deadlines, ...draft } of made.campaigns) {
    scene.now += 60_000;
    const campaign = scene.campaign(draft);
    for (const { verdict, students: numbers, hoursAgo } of verdicts) {
      scene.verdict(campaign, chosen(numbers), verdict, { saidAt: scene.now - hoursAgo * 3_600_000 });
    }
    const rules = deadlines.map(({ student, whole, daysLeft }) => {
      const { collegeName, className } = scene.student(chosen([student])[0]!).values;
      return {
        collegeName: collegeName ?? '',
        className: whole ? null : (className ?? ''),
        deadline: beijingDay(scene.now + daysLeft * 86_400_000),
      };
    });
    scene.write('campaign.setDeadlines', { campaign, rules });
  }
  for (const { student, values } of made.edits) scene.edit(chosen([student])[0]!, emptied(values));
  if (made.undone !== null) {
    const batches = scene.db.read<{ id: string }>('SELECT id FROM batch ORDER BY n').all();
    if (batches.length > 0) await scene.undo(batches[made.undone % batches.length]!.id);
  }
}

/** As a person leaves a form: what is not filled in is an empty text. */
function emptied(values: PartialStudentValues): PartialStudentValues {
  return Object.fromEntries(Object.entries(values).map(([field, value]) => [field, value ?? '']));
}
