import { erasedKey } from '../../changes/erase/erasedKey.ts';
import { eraseAtHub } from '../eraseAtHub.ts';
import type { HubDb, HubPorts } from '../hubPorts.ts';
import { slices } from '../slices.ts';

/** Students whose ids are read in one go. */
const PAGE = 5_000;

/**
 * Carries out what was written down and not done yet, a few hundred students in each transaction, so that others push
 * between; goes on where it was broken off. `removeFile`: takes a file off the disk that nobody names any more.
 */
export async function finishErasures(
  db: HubDb,
  ports: HubPorts,
  removeFile: (sha256: string) => Promise<unknown>,
): Promise<void> {
  const open = await db.selectFrom('erasure').select(['id', 'device']).where('done_at', 'is', null).execute();
  for (const { id, device } of open) {
    for (const students of slices(await studentsOf(db, id))) {
      const { files } = await eraseAtHub(db, ports, device, students);
      for (const sha256 of files) await removeFile(sha256);
    }
    await db.updateTable('erasure').set({ done_at: ports.now() }).where('id', '=', id).execute();
  }
}

/** Of whom there are rows: keys lead to nobody, so each id is looked at. */
async function studentsOf(db: HubDb, erasure: string): Promise<string[]> {
  const stored = await db
    .selectFrom('erased_student')
    .select('student_key')
    .where('erasure', '=', erasure)
    .execute();
  const keys = new Set(stored.map(({ student_key }) => student_key));
  const found: string[] = [];
  let last = '';
  for (;;) {
    const page = await db
      .selectFrom('row')
      .select('student')
      .distinct()
      .where('student', '>', last)
      .orderBy('student')
      .limit(PAGE)
      .execute();
    if (page.length === 0) return found;
    for (const { student } of page) if (keys.has(erasedKey(student!))) found.push(student!);
    last = page.at(-1)!.student!;
  }
}
