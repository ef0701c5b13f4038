import { SOURCE_BIT } from '../../../electron/db/tables/studentTable.ts';
import { FILE_SOURCES } from '../../../shared/domain/studentFields.ts';
import type { Work } from './anyRow.ts';
import { asBatch } from './officeWork.ts';

const FILES = FILE_SOURCES.reduce((bits, source) => bits | SOURCE_BIT[source], 0);

/** Two students of whom no file knows both turn out to be one; taking it back, as all else is, parts them again. */
export const joinTwo: Work = (desk) => {
  const { db, random, scene } = desk;
  const students = db
    .read<{ id: string; files: number }>(
      'SELECT id, sources & ? AS files FROM student WHERE files <> 0 ORDER BY id',
    )
    .all(FILES);
  const kept = random.shuffled(students).find((one) => one.files !== FILES);
  const joined =
    kept && random.shuffled(students).find((one) => one !== kept && (one.files & kept.files) === 0);
  if (!joined) return false;
  asBatch(desk, 'reconcile', (batch) => {
    const two = { kept: kept.id, joined: joined.id };
    scene.write('student.join', { ...two, batch, at: scene.now, actor: '甲' }, batch);
  });
  return true;
};
