import { nameKey } from '../../../shared/domain/personName.ts';
import { FACET_FIELDS, type FacetField } from '../../../shared/domain/studentFields.ts';
import { IDENTITY_FLAGS, identityFlagOf } from '../../../shared/domain/verificationStatus.ts';
import type { ReadDb } from '../../db/database.ts';
import { COLUMN_OF } from '../../db/tables/studentTable.ts';
import { FacetColumn, grown } from './FacetColumn.ts';
import { NamePool } from './NamePool.ts';
import { NumberPool } from './NumberPool.ts';
import { PinyinPool } from './PinyinPool.ts';
import { pinyinOf } from './pinyinOf.ts';

export const HAS_ADMISSION_PHOTO = 1;
export const HAS_GRADUATION_PHOTO = 2;

/** Flags of 人像比对 by number; 0 is none. */
export const FLAGS = [null, ...Object.keys(IDENTITY_FLAGS)] as (keyof typeof IDENTITY_FLAGS | null)[];

const COLUMNS = `n, name, student_no, exam_no, id_number, phone, remark, sources, differing,
  ${FACET_FIELDS.map((field) => COLUMN_OF[field]).join(', ')}`;

/** Facets by which lists are ordered. */
const ORDER_FACETS: ReadonlySet<FacetField> = new Set<FacetField>(['collegeName', 'majorName', 'className']);

/** Rows read between two breaths, so that the core can answer while a large image is being made. */
const SLICE = 4_000;
/** The same where little is read of each. */
const LARGE_SLICE = 20_000;

/**
 * All students in memory, a column per thing that lists are searched, filtered, counted and sorted by: one
 * million students take about 200 MB, and any question is a pass over arrays instead of a query that some
 * index happens to fit or not. It is derived from the tables and follows them after each commit; position n
 * is `student.n`. What a list shows of a student is read from the tables.
 */
export class StudentImage {
  /** One more than the greatest n; arrays may be longer. */
  size = 1;
  alive: Uint8Array = new Uint8Array(0);
  sources: Uint8Array = new Uint8Array(0);
  differing: Uint8Array = new Uint8Array(0);
  photos: Uint8Array = new Uint8Array(0);
  flags: Uint8Array = new Uint8Array(0);
  readonly names = new NamePool();
  readonly pinyin = new PinyinPool();
  readonly numbers = new NumberPool();
  readonly facets = Object.fromEntries(FACET_FIELDS.map((field) => [field, new FacetColumn()])) as Record<
    FacetField,
    FacetColumn
  >;
  /** Grows with every change of the image: results of an older version are no longer true. */
  version = 0;
  /** Grows when names, numbers or classes changed: sorted orders of an older one are no longer true. */
  orderVersion = 0;
  /** Grows when a student came, went or has another facet: groupings of an older one are no longer true. */
  groupVersion = 0;
  count = 0;

  /** Reads every student; gives way to other work between slices. */
  async load(db: ReadDb): Promise<void> {
    const last = db.read<{ n: number | null }>('SELECT max(n) AS n FROM student').get()?.n ?? 0;
    this.#reserve(last + 1);
    const rows = db.read(`SELECT ${COLUMNS} FROM student WHERE n > ? ORDER BY n LIMIT ${SLICE}`);
    for (let after = 0; ; ) {
      let taken = 0;
      for (const row of rows.rawIterate(after)) {
        this.#setRow(row);
        after = row[0] as number;
        taken++;
      }
      if (taken < SLICE) break;
      await new Promise((resolve) => setImmediate(resolve));
    }
    for (const [n, role] of db.read('SELECT student_n, role FROM photo').rawIterate()) {
      this.photos[n as number]! |= role === 'graduation' ? HAS_GRADUATION_PHOTO : HAS_ADMISSION_PHOTO;
    }
    this.version++;
    this.orderVersion++;
    this.groupVersion++;
  }

  /** Reads these students again after a commit; those that are gone disappear. */
  refresh(db: ReadDb, ns: Iterable<number>): void {
    const row = db.read(`SELECT ${COLUMNS} FROM student WHERE n = ?`);
    const roles = db.read('SELECT role FROM photo WHERE student_n = ?');
    for (const n of ns) {
      this.#reserve(n + 1);
      let found = false;
      for (const values of row.rawIterate(n)) {
        this.#setRow(values);
        found = true;
      }
      if (!found && this.alive[n] === 1) {
        this.alive[n] = 0;
        this.count--;
        this.orderVersion++;
        this.groupVersion++;
      }
      let photos = 0;
      for (const [role] of roles.rawIterate(n)) {
        photos |= role === 'graduation' ? HAS_GRADUATION_PHOTO : HAS_ADMISSION_PHOTO;
      }
      this.photos[n] = photos;
    }
    this.version++;
  }

  /** Reads these facets, and whether sources differ, of everybody again; gives way to other work between slices. */
  async reloadFacets(db: ReadDb, fields: readonly FacetField[]): Promise<void> {
    const columns = fields.map((field) => COLUMN_OF[field]).join(', ');
    const rows = db.read(
      `SELECT n, differing, ${columns} FROM student WHERE n > ? ORDER BY n LIMIT ${LARGE_SLICE}`,
    );
    for (let after = 0; ; ) {
      let taken = 0;
      for (const row of rows.rawIterate(after)) {
        after = row[0] as number;
        taken++;
        // Those who came since are read by `refresh`.
        if (after >= this.size || this.alive[after] === 0) continue;
        this.differing[after] = row[1] as number;
        for (const [index, field] of fields.entries()) {
          this.#setFacet(field, after, row[2 + index] as string | null);
        }
      }
      if (taken < LARGE_SLICE) break;
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.version++;
  }

  #setRow(row: unknown[]): void {
    const n = row[0] as number;
    const name = (row[1] as string | null) ?? '';
    const key = nameKey(name).toLowerCase();
    const isNew = this.alive[n] === 0;
    if (isNew) {
      this.alive[n] = 1;
      this.count++;
      this.groupVersion++;
    }
    if (isNew || !this.names.texts.is(n, key)) {
      const syllables = pinyinOf(key);
      this.names.set(n, key);
      if (syllables.length > 0) this.pinyin.set(n, syllables);
      else this.pinyin.setLatin(n, latinWords(key));
      this.orderVersion++;
    }
    if (this.numbers.set(n, [row[2], row[3], row[4], row[5]] as (string | null)[])) this.orderVersion++;
    const flag = identityFlagOf(row[6] as string | null)?.flag ?? null;
    this.flags[n] = FLAGS.indexOf(flag as (typeof FLAGS)[number]);
    this.sources[n] = row[7] as number;
    this.differing[n] = row[8] as number;
    for (let index = 0; index < FACET_FIELDS.length; index++) {
      this.#setFacet(FACET_FIELDS[index]!, n, row[9 + index] as string | null);
    }
  }

  #setFacet(field: FacetField, n: number, value: string | null): void {
    if (!this.facets[field].set(n, value)) return;
    this.groupVersion++;
    if (ORDER_FACETS.has(field)) this.orderVersion++;
  }

  #reserve(size: number): void {
    if (size > this.size) this.size = size;
    if (this.alive.length >= size) return;
    const widen = (column: Uint8Array) => {
      const wider = new Uint8Array(grown(size));
      wider.set(column);
      return wider;
    };
    this.alive = widen(this.alive);
    this.sources = widen(this.sources);
    this.differing = widen(this.differing);
    this.photos = widen(this.photos);
    this.flags = widen(this.flags);
    this.names.reserve(size);
    this.pinyin.reserve(size);
    this.numbers.reserve(size);
    for (const field of FACET_FIELDS) this.facets[field].reserve(size);
  }
}

/** A name in Latin letters is searched by its own letters, whatever their case and accents. */
function latinWords(key: string): string[] {
  return key
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .split(/[^a-z]+/);
}
