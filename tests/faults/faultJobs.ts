import type { Migration } from '../../electron/db/migration.ts';

/** What a process is told to do, and killed in the middle of. */
export type Job = { dataDir: string } & (
  | { kind: 'import'; file: string }
  | { kind: 'photos'; folder: string }
  | { kind: 'undo' }
  | { kind: 'cases' }
  | { kind: 'backup' }
  | { kind: 'zip'; file: string }
  | { kind: 'restore'; file: string }
  | { kind: 'migrate' }
);
export type JobKind = Job['kind'];

/** What a process said that it had committed. */
export type Acknowledged =
  | { kind: 'batch'; id: string }
  | { kind: 'undone'; id: string }
  | { kind: 'kept-backup'; path: string }
  | { kind: 'file'; path: string }
  | { kind: 'restored' }
  | { kind: 'schema'; version: number };

/** Steps of a schema to come, each of which writes a while, so that a kill finds it at work. */
export function extraSteps(after: number): Migration[] {
  return [1, 2, 3].map((step) => ({
    version: after + step,
    name: `to come ${step}`,
    up(db) {
      db.raw.exec(
        `CREATE TABLE fault_step_${step} AS
         SELECT student.n AS n, other.n AS twin, hex(randomblob(100)) AS filling
         FROM student JOIN student other ON other.n <= 60`,
      );
    },
  }));
}
