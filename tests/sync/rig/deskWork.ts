import { readRow } from '../../../electron/changes/readRow.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import type { FileSource } from '../../../shared/domain/studentFields.ts';
import { anyCampaign, anyStudent, COLLEGES, WORDS, type Work } from './anyRow.ts';
import { CASE_WORK } from './caseWork.ts';
import { joinTwo } from './joinWork.ts';
import { OFFICE_WORK } from './officeWork.ts';
import type { SimDesk } from './SimDesk.ts';

const STUDENTS = 12;
const SOURCES: FileSource[] = ['chsi', 'sis'];

const importRows: Work = ({ scene, random }) => {
  const source = random.pick(SOURCES);
  const batch = scene.nextId();
  const rows = new Map<string, { collegeName: string; name: string; phone?: string }>();
  for (let at = random.between(1, 6); at > 0; at--) {
    const number = random.below(STUDENTS);
    // A file’s row about somebody who turned out to be another is of that other one.
    if (readRow(scene.db, 'alias', `s${number}`) !== null) continue;
    rows.set(`s${number}`, {
      collegeName: COLLEGES[number % COLLEGES.length]!,
      name: `学生${random.pick(WORDS)}`,
      ...(random.chance(0.5) ? { phone: `1380000000${random.below(4)}` } : {}),
    });
  }
  scene.db.transaction(() => {
    scene.write(
      'row.save',
      {
        entity: 'batch',
        id: batch,
        before: null,
        after: {
          kind: 'roster',
          source,
          file: 'a.csv',
          format: 'csv',
          counts: '{}',
          at: scene.now,
          actor: '甲',
        },
      },
      batch,
    );
    // In two pieces, as large files are.
    const all = [...rows].map(([student, values]) => ({ student, isNew: false, values }));
    for (const piece of [all.slice(0, 3), all.slice(3)])
      if (piece.length > 0) scene.write('import.chunk', { source, chunk: 0, rows: piece }, batch);
  });
  return true;
};

const editFields: Work = (desk) => {
  const { scene, random } = desk;
  const student = anyStudent(desk);
  if (!student) return false;
  const field = random.pick(['name', 'phone', 'email', 'majorName', 'className'] as const);
  scene.edit(student, { [field]: random.chance(0.15) ? null : `${field}${random.pick(WORDS)}` });
  return true;
};

/** A student goes to another college. */
const moveStudent: Work = (desk) => {
  const { scene, random } = desk;
  const student = anyStudent(desk);
  if (!student) return false;
  scene.edit(student, { collegeName: random.pick(COLLEGES) });
  return true;
};

const setPhoto: Work = (desk) => {
  const { scene, random } = desk;
  const student = anyStudent(desk);
  if (!student) return false;
  scene.photos('graduation', [{ student, hash: random.pick(WORDS).repeat(4) }]);
  return true;
};

const openCampaign: Work = ({ scene, db }) => {
  const { count } = db.read<{ count: number }>('SELECT count(*) AS count FROM campaign').get()!;
  if (count >= 3) return false;
  scene.campaign();
  return true;
};

const giveVerdict: Work = (desk) => {
  const { scene, random } = desk;
  const [student, campaign] = [anyStudent(desk), anyCampaign(desk)];
  if (!student || !campaign) return false;
  scene.verdict(campaign, [student], random.pick(['correct', 'wrong'] as const));
  return true;
};

const logContact: Work = (desk) => {
  const { scene, random } = desk;
  const [student, campaign] = [anyStudent(desk), anyCampaign(desk)];
  if (!student || !campaign) return false;
  const batch = scene.nextId();
  scene.write(
    'chase.log',
    {
      ...{ campaign, batch, actor: '乙', students: [{ id: scene.nextId(), student }] },
      contact: {
        at: scene.now,
        whom: 'student',
        way: random.pick(['phone', 'email'] as const),
        outcome: 'told',
        promise: null,
        note: '',
      },
    },
    batch,
  );
  return true;
};

/** Which college a word means: students of it move without a row of theirs being touched. */
const teachWord: Work = ({ scene, random }) => {
  const [spelling, other] = random.shuffled(COLLEGES);
  scene.write('words.save', {
    words: [{ field: 'collegeName', spelling: spelling!, meant: random.chance(0.5) ? null : other! }],
    ...{ how: 'typed', at: scene.now, actor: '丙' },
  });
  return true;
};

const undoSomething: Work = async ({ scene, db, random }) => {
  const batches = db.read<{ id: string }>('SELECT id FROM batch WHERE undone_at IS NULL ORDER BY id').all();
  if (batches.length === 0) return false;
  try {
    await scene.undo(random.pick(batches).id);
    return true;
  } catch (error) {
    // What came by an image alone can’t be taken back there.
    if (error instanceof AppError && error.code === 'BATCH_ELSEWHERE') return false;
    throw error;
  }
};

export const WORK: readonly (readonly [Work, number])[] = [
  [importRows, 4],
  [editFields, 8],
  [moveStudent, 2],
  [setPhoto, 3],
  [openCampaign, 1],
  [giveVerdict, 3],
  [logContact, 2],
  [teachWord, 0.5],
  [undoSomething, 3],
  [joinTwo, 1.5],
  ...CASE_WORK,
  ...OFFICE_WORK,
];

/** Somebody does something there; what it was is counted once it is done. */
export async function workAt(desk: SimDesk, done: Record<string, number> = {}): Promise<void> {
  const work = desk.random.weighted(WORK);
  if (await work(desk)) done[work.name] = (done[work.name] ?? 0) + 1;
}
