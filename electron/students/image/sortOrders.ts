import type { FacetField } from '../../../shared/domain/studentFields.ts';
import type { ReadDb } from '../../db/database.ts';
import type { FacetColumn } from './FacetColumn.ts';
import type { StudentImage } from './StudentImage.ts';

/** When fewer than one in so many match, they are sorted instead of found in the order. */
const FEW = 100;

export type OrderKey = 'class' | 'studentNo' | 'examNo' | 'name';

/** Students' numbers in the order of a list; made when first asked for, kept until names or numbers change. */
export class SortOrders {
  readonly #image: StudentImage;
  readonly #db: ReadDb;
  /** Per order the place of each student in it. */
  readonly #places = new Map<OrderKey, { order: Uint32Array; ranks: Uint32Array }>();
  readonly #made = new Map<OrderKey, { version: number; order: Uint32Array }>();

  constructor(image: StudentImage, db: ReadDb) {
    this.#image = image;
    this.#db = db;
  }

  get(key: OrderKey): Uint32Array {
    const made = this.#made.get(key);
    if (made && made.version === this.#image.orderVersion) return made.order;
    const order = this.#make(key);
    this.#made.set(key, { version: this.#image.orderVersion, order });
    return order;
  }

  /** The students of a match, `count` of them, in this order. */
  arrange(key: OrderKey, match: Uint8Array, count: number): Uint32Array {
    const order = this.get(key);
    const ns = new Uint32Array(count);
    let used = 0;
    if (count * FEW < order.length) {
      // A few are sorted by their places; walking the whole order for them would take longer.
      const ranks = this.#ranks(key, order);
      for (let n = 1; n < match.length; n++) if (match[n] === 1) ns[used++] = n;
      return ns.sort((one, other) => ranks[one]! - ranks[other]!);
    }
    for (let place = 0; place < order.length; place++) {
      const n = order[place]!;
      if (match[n] === 1) ns[used++] = n;
    }
    return ns;
  }

  /** The students of a match, group after group, and in this order within each; `groups` is a small number each. */
  arrangeInGroups(key: OrderKey, match: Uint8Array, groups: Uint8Array, groupCount: number): Uint32Array {
    const order = this.get(key);
    const ends = new Uint32Array(groupCount + 1);
    for (let n = 1; n < match.length; n++) ends[groups[n]! + 1]! += match[n]!;
    for (let group = 1; group < ends.length; group++) ends[group]! += ends[group - 1]!;
    const ns = new Uint32Array(ends[groupCount]!);
    for (let place = 0; place < order.length; place++) {
      const n = order[place]!;
      if (match[n] === 1) ns[ends[groups[n]!]!++] = n;
    }
    return ns;
  }

  #ranks(key: OrderKey, order: Uint32Array): Uint32Array {
    const known = this.#places.get(key);
    if (known && known.order === order) return known.ranks;
    const ranks = new Uint32Array(this.#image.size);
    for (let place = 0; place < order.length; place++) ranks[order[place]!] = place;
    this.#places.set(key, { order, ranks });
    return ranks;
  }

  /** The orders that are true now, for keeping; and back. */
  made(): Map<OrderKey, Uint32Array> {
    const current = [...this.#made].filter(([, { version }]) => version === this.#image.orderVersion);
    return new Map(current.map(([key, { order }]) => [key, order]));
  }
  restore(orders: ReadonlyMap<OrderKey, Uint32Array>): void {
    for (const [key, order] of orders) this.#made.set(key, { version: this.#image.orderVersion, order });
  }

  #make(key: OrderKey): Uint32Array {
    switch (key) {
      case 'studentNo':
        return this.#byNumber('student_no');
      case 'examNo':
        return this.#byNumber('exam_no');
      case 'name':
        return byName(this.#image);
      case 'class':
        return byClass(this.#image, this.get('studentNo'));
    }
  }

  /** Read from the column's index, where it stands in order already; students without a number come last. */
  #byNumber(column: 'student_no' | 'exam_no'): Uint32Array {
    const order = new Uint32Array(this.#image.count);
    let used = 0;
    for (const sql of [
      `SELECT n FROM student WHERE ${column} IS NOT NULL ORDER BY ${column}, n`,
      `SELECT n FROM student WHERE ${column} IS NULL ORDER BY n`,
    ]) {
      for (const [n] of this.#db.read(sql).rawIterate()) {
        if (used < order.length && this.#image.alive[n as number] === 1) order[used++] = n as number;
      }
    }
    return used === order.length ? order : order.slice(0, used);
  }
}

/** College, major, class, then student number: three stable passes over the order by number, last key first. */
function byClass(image: StudentImage, byNumber: Uint32Array): Uint32Array {
  let order = byNumber;
  for (const field of ['className', 'majorName', 'collegeName'] satisfies FacetField[]) {
    order = countingSort(order, image.facets[field]);
  }
  return order;
}

/** Stable: students with the same value keep their order. */
function countingSort(order: Uint32Array, column: FacetColumn): Uint32Array {
  const { codes } = column;
  const ranks = column.ranks();
  const ends = new Uint32Array(ranks.length + 1);
  for (const n of order) ends[ranks[codes[n]!]! + 1]!++;
  for (let rank = 1; rank < ends.length; rank++) ends[rank]! += ends[rank - 1]!;
  const sorted = new Uint32Array(order.length);
  for (const n of order) sorted[ends[ranks[codes[n]!]!]!++] = n;
  return sorted;
}

const LETTERS_IN_KEY = 8;

/**
 * By pinyin, then by the characters. The first eight letters go into a 64-bit key with the student's number
 * behind them, so that the engine sorts plain integers; only runs of equal keys are compared as texts.
 */
function byName(image: StudentImage): Uint32Array {
  const keys = new BigUint64Array(image.count);
  let used = 0;
  for (let n = 1; n < image.size; n++) {
    if (image.alive[n] !== 1) continue;
    keys[used++] = (BigInt(pinyinPrefix(image, n)) << 24n) | BigInt(n);
  }
  keys.sort();
  const order = new Uint32Array(used);
  for (let index = 0; index < used; index++) order[index] = Number(keys[index]! & 0xffffffn);
  for (let start = 0; start < used; ) {
    let end = start + 1;
    const prefix = keys[start]! >> 24n;
    while (end < used && keys[end]! >> 24n === prefix) end++;
    if (end - start > 1) sortRun(image, order, start, end);
    start = end;
  }
  return order;
}

function pinyinPrefix(image: StudentImage, n: number): number {
  const { bytes, starts, lengths } = image.pinyin.texts;
  const start = starts[n]!;
  const length = lengths[n]!;
  if (length === 0) return 2 ** 40 - 1; // names that are not Chinese, or empty, come last
  let key = 0;
  for (let index = 0; index < LETTERS_IN_KEY; index++) {
    key = key * 32 + (index < length ? bytes[start + index]! - 96 : 0);
  }
  return key;
}

function sortRun(image: StudentImage, order: Uint32Array, start: number, end: number): void {
  const texts = new Map<number, string>();
  for (let index = start; index < end; index++) {
    const n = order[index]!;
    texts.set(n, `${image.pinyin.texts.get(n)}\n${image.names.texts.get(n)}`);
  }
  order.subarray(start, end).sort((one, other) => {
    const first = texts.get(one)!;
    const second = texts.get(other)!;
    return first < second ? -1 : first > second ? 1 : one - other;
  });
}
