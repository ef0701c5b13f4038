import type { LikenessWay } from '../../shared/domain/photoLikeness.ts';
import type { PhotoRole } from '../../shared/domain/photoStandard.ts';
import type { ReadDb, WriteDb } from '../db/database.ts';
import { ofColleges } from '../db/ofColleges.ts';
import type { FaceMeasures } from './faces/faceMeasures.ts';
import type { StudentOfKey } from './matchPhoto.ts';
import { isBlankPrint } from './photoPrint.ts';

/** A photo that a student has, with what it looks like. */
export interface HeldPrint extends StudentOfKey {
  role: PhotoRole;
  hash: string;
  print: Int8Array;
}

/** Keeps what a photo looks like by its content hash: see migration 0007. Null: its pixels cannot be told. */
export function savePrint(db: WriteDb, hash: string, print: Int8Array | null): void {
  db.write(
    `INSERT INTO photo_look (hash, print) VALUES (?, ?) ON CONFLICT (hash) DO UPDATE SET print = excluded.print`,
  ).run(hash, print === null ? null : Buffer.from(print.buffer, print.byteOffset, print.length));
}

/** The print has to be kept before. */
export function saveFaces(db: WriteDb, hash: string, faces: FaceMeasures): void {
  db.write('UPDATE photo_look SET faces = ? WHERE hash = ?').run(JSON.stringify(faces), hash);
}

/** Null where they were not looked for yet. */
export function keptFaces(db: ReadDb, hash: string): FaceMeasures | null {
  const row = db.read<{ faces: string | null }>('SELECT faces FROM photo_look WHERE hash = ?').get(hash);
  return row?.faces ? (JSON.parse(row.faces) as FaceMeasures) : null;
}

export function hasLook(db: ReadDb, hash: string): boolean {
  return db.read<{ hash: string }>('SELECT hash FROM photo_look WHERE hash = ?').get(hash) !== undefined;
}

/** Of how many photos it can be said what looks like them: of all, or of the students of some colleges. */
export function countPrints(db: ReadDb, colleges: readonly string[] | null): number {
  const { sql, values } = ofColleges('s.college_name', colleges);
  const rows = db
    .read(
      `SELECT l.print FROM photo p JOIN student s ON s.n = p.student_n JOIN photo_look l ON l.hash = p.hash
       WHERE l.print IS NOT NULL AND ${sql}`,
    )
    .rawIterate(...values);
  let count = 0;
  for (const [bytes] of rows) if (!isBlankPrint(new Int8Array(bytes as Buffer))) count++;
  return count;
}

/** Of every photo that is measured, once for each student who has it. Blank sheets say nothing and are left out. */
export function heldPrints(db: ReadDb): HeldPrint[] {
  const held: HeldPrint[] = [];
  const rows = db
    .read(
      `SELECT s.id, s.name, s.student_no, p.role, p.hash, l.print
       FROM photo p JOIN student s ON s.n = p.student_n JOIN photo_look l ON l.hash = p.hash
       WHERE l.print IS NOT NULL ORDER BY p.student_n, p.role`,
    )
    .rawIterate();
  for (const row of rows) {
    const [student, name, studentNo, role, hash, bytes] = row as [
      string,
      string | null,
      string | null,
      PhotoRole,
      string,
      Buffer,
    ];
    const print = new Int8Array(bytes);
    if (!isBlankPrint(print)) held.push({ student, name, idNumber: null, studentNo, role, hash, print });
  }
  return held;
}

export interface KeptLikeness {
  way: LikenessWay;
  value: number;
}

export function saveLikeness(
  db: WriteDb,
  { admission, graduation }: { admission: string; graduation: string },
  { way, value }: KeptLikeness,
): void {
  db.write(
    `INSERT INTO photo_likeness (admission, graduation, way, value) VALUES (?, ?, ?, ?)
     ON CONFLICT (admission, graduation) DO UPDATE SET way = excluded.way, value = excluded.value`,
  ).run(admission, graduation, way, value);
}

/** Null where these two were not compared yet. */
export function keptLikeness(
  db: ReadDb,
  { admission, graduation }: { admission: string; graduation: string },
): KeptLikeness | null {
  const row = db
    .read<KeptLikeness>('SELECT way, value FROM photo_likeness WHERE admission = ? AND graduation = ?')
    .get(admission, graduation);
  return row ?? null;
}

/** Takes away what is kept of photos that no student has any more. */
export function forgetLooks(db: WriteDb): void {
  db.write(
    'DELETE FROM photo_look WHERE NOT EXISTS (SELECT 1 FROM photo p WHERE p.hash = photo_look.hash)',
  ).run();
  db.write(
    `DELETE FROM photo_likeness WHERE NOT EXISTS (SELECT 1 FROM photo p WHERE p.hash = photo_likeness.admission)
       OR NOT EXISTS (SELECT 1 FROM photo p WHERE p.hash = photo_likeness.graduation)`,
  ).run();
}
