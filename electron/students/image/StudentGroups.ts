import type { FacetField } from '../../../shared/domain/studentFields.ts';
import type { StudentImage } from './StudentImage.ts';

/** Which group each student is of, by one or more fields; groups are numbered in the order of lists. */
export interface Grouping {
  /** The values of each group's fields. */
  names: readonly (readonly string[])[];
  /** The group of each student, by n. */
  groupOf: Uint32Array;
}

/** Groupings of the students, each made when first asked for and kept until a student comes, goes or has another facet. */
export class StudentGroups {
  readonly #image: StudentImage;
  readonly #made = new Map<string, { version: number; grouping: Grouping }>();

  constructor(image: StudentImage) {
    this.#image = image;
  }

  by(fields: readonly FacetField[]): Grouping {
    const key = fields.join();
    const made = this.#made.get(key);
    if (made?.version === this.#image.groupVersion) return made.grouping;
    const grouping = groupStudents(this.#image, fields);
    this.#made.set(key, { version: this.#image.groupVersion, grouping });
    return grouping;
  }
}

function groupStudents(image: StudentImage, fields: readonly FacetField[]): Grouping {
  const columns = fields.map((field) => image.facets[field]);
  const ranks = columns.map((column) => column.ranks());
  const groups = new Map<number, number>();
  /** A student of each group, by whom it is named. */
  const sample: number[] = [];
  const groupOf = new Uint32Array(image.size);
  let lastKey = -1;
  let group = -1;
  for (let n = 1; n < image.size; n++) {
    if (image.alive[n] === 0) continue;
    // The places of the values, put together: groups by their keys are in the order of lists.
    let key = 0;
    for (let at = 0; at < columns.length; at++) {
      key = key * ranks[at]!.length + ranks[at]![columns[at]!.codes[n]!]!;
    }
    // Students of one class mostly came one after the other.
    if (key !== lastKey) {
      lastKey = key;
      group = groups.get(key) ?? -1;
      if (group === -1) {
        group = sample.push(n) - 1;
        groups.set(key, group);
      }
    }
    groupOf[n] = group;
  }
  const keys = Float64Array.from(groups.keys()).sort();
  const places = new Uint32Array(sample.length);
  const names: string[][] = [];
  for (const key of keys) {
    const met = groups.get(key)!;
    places[met] = names.push(columns.map((column) => column.valueOf(sample[met]!))) - 1;
  }
  for (let n = 1; n < image.size; n++) if (image.alive[n] === 1) groupOf[n] = places[groupOf[n]!]!;
  return { names, groupOf };
}
