import type { WriteDb } from '../../db/database.ts';
import { erasedKey } from './erasedKey.ts';

/** An erasure as every desk and the hub know it. */
export interface NotedErasure {
  /** 128 random bits, hex. */
  id: string;
  /** Epoch ms, by the clock of the desk where it was done. */
  at: number;
  /** Keys of those who were erased (erasedKey). */
  students: readonly string[];
  /** By which the hub knows that it took it; null: it has not yet. */
  seal: string | null;
}

/** Written down with the erasure itself: until the hub has taken it, and after that for good. */
export function noteErasure(
  db: WriteDb,
  { id, at, students, seal }: NotedErasure,
  audit: number | null,
): void {
  db.write('INSERT OR IGNORE INTO erasure (id, at, students, seal, audit) VALUES (?, ?, ?, ?, ?)').run(
    ...[id, at, JSON.stringify(students), seal, audit],
  );
}

export function keysOfStudents(students: Iterable<string>): string[] {
  return [...students].map(erasedKey).sort();
}
