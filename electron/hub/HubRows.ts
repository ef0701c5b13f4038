import type { Fields } from '../sync/protocol/syncedMutation.ts';
import type { HubTx } from './hubPorts.ts';
import type { HubRow } from './hubRow.ts';
import type { HubTables } from './hubTables.ts';
import { noteBlobs } from './noteBlobs.ts';
import { noteDigests } from './noteDigests.ts';
import { readByKeys, writeRows } from './rowSets.ts';
import { together } from './together.ts';

/** Rows of one transaction: each is read once, and written once at the end, however often it changes between. */
export class HubRows {
  readonly #tx: HubTx;
  readonly #rows = new Map<string, HubRow | null>();
  readonly #dirty = new Set<string>();
  readonly #byStudent = new Map<string, Set<string>>();
  readonly #whole = new Set<string>();
  #before = new Map<string, HubRow | null>();
  /** Of rows that were set: as the database has them. */
  readonly #stored = new Map<string, HubRow | null>();

  constructor(tx: HubTx) {
    this.#tx = tx;
  }

  /** Reads what is not here yet, with few questions. */
  async load(keys: readonly { entity: string; id: string }[]): Promise<void> {
    const missing: { entity: string; row_id: string }[] = [];
    for (const { entity, id } of keys) {
      if (this.#rows.has(keyOf(entity, id))) continue;
      this.#rows.set(keyOf(entity, id), null);
      missing.push({ entity, row_id: id });
    }
    for (const stored of await readByKeys(this.#tx, 'row', ['entity', 'row_id'], missing)) this.#keep(stored);
  }

  /** Reads every row of these students. */
  async loadStudents(students: readonly string[]): Promise<void> {
    const missing = students.filter((student) => !this.#whole.has(student)).map((student) => ({ student }));
    for (const stored of await readByKeys(this.#tx, 'row', ['student'], missing))
      if (!this.#rows.get(keyOf(stored.entity, stored.row_id))) this.#keep(stored);
    for (const { student } of missing) this.#whole.add(student);
  }

  get(entity: string, id: string): HubRow | null {
    const row = this.#rows.get(keyOf(entity, id));
    if (row === undefined) throw new TypeError(`${entity} was asked for before it was read`);
    return row;
  }

  /** The same of a row that may be nobody’s. */
  find(entity: string, id: string): HubRow | null {
    return this.#rows.get(keyOf(entity, id)) ?? null;
  }

  get size(): number {
    return this.#rows.size;
  }

  /** Of a student whose rows were read. */
  ofStudent(student: string): HubRow[] {
    const rows = [...(this.#byStudent.get(student) ?? [])].map((key) => this.#rows.get(key));
    return rows.filter((row): row is HubRow => row?.student === student);
  }

  /** From here on what is set can be taken back. */
  mark(): void {
    this.#before = new Map();
  }

  backToMark(): void {
    for (const [key, row] of this.#before) this.#rows.set(key, row);
  }

  set(row: HubRow): void {
    const key = keyOf(row.entity, row.id);
    for (const kept of [this.#before, this.#stored])
      if (!kept.has(key)) kept.set(key, this.#rows.get(key) ?? null);
    this.#dirty.add(this.#hold(row));
  }

  async write(): Promise<void> {
    // What was taken back before it was ever written is not there.
    const changed = [...this.#dirty].flatMap((key) => this.#rows.get(key) ?? []);
    this.#dirty.clear();
    const written = changed.map((after) => ({
      ...{ before: this.#stored.get(keyOf(after.entity, after.id)) ?? null, after },
    }));
    this.#stored.clear();
    const rows = changed.map(({ id, fields, ...row }) => ({
      ...{ ...row, row_id: id, fields: JSON.stringify(fields) },
    }));
    await together(
      noteDigests(this.#tx, written),
      noteBlobs(this.#tx, written),
      writeRows(this.#tx, 'row', rows, {
        key: ['entity', 'row_id'],
        update: ['student', 'scope', 'fields', 'ver', 'seq'],
      }),
    );
  }

  #hold(row: HubRow): string {
    const key = keyOf(row.entity, row.id);
    this.#rows.set(key, row);
    if (row.student !== null) {
      const own = this.#byStudent.get(row.student) ?? new Set();
      this.#byStudent.set(row.student, own.add(key));
    }
    return key;
  }

  #keep(stored: HubTables['row']): void {
    const { entity, row_id: id, student, scope, fields, ver, seq } = stored;
    this.#hold({
      ...{ entity, id, student, scope },
      ...{ fields: JSON.parse(fields) as Fields | null, ver: Number(ver), seq: Number(seq) },
    });
  }
}

function keyOf(entity: string, id: string): string {
  return `${entity}\n${id}`;
}
