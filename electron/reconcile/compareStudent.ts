import { COMPARED_FIELDS } from '../../shared/domain/comparedFields.ts';
import { DIFFERENCE_KINDS, type DifferenceKind, differenceKind } from '../../shared/domain/differenceKind.ts';
import type { FileSource, PartialStudentValues, StudentField } from '../../shared/domain/studentFields.ts';
import { NO_MEANINGS, type WordMeanings } from '../../shared/domain/wordMeanings.ts';
import { isMadeOf } from '../characters/isMadeOf.ts';

/** What the sources that say anything of a field say. */
export type SaidValues = Partial<Record<FileSource, string>>;

export interface FieldDifference {
  field: StudentField;
  /** The weightiest of the kinds in which any two of the sources differ. */
  kind: DifferenceKind;
  values: SaidValues;
}

const WEIGHT = new Map<DifferenceKind, number>(DIFFERENCE_KINDS.map((kind, weight) => [kind, weight]));

/**
 * Field by field, where the sources' words of one student are not the same. A source that says nothing of a field
 * contradicts nobody.
 */
export function compareStudent(
  sources: readonly FileSource[],
  records: Partial<Record<FileSource, PartialStudentValues>>,
  meanings: WordMeanings = NO_MEANINGS,
): FieldDifference[] {
  const found: FieldDifference[] = [];
  for (const field of COMPARED_FIELDS) {
    let first: string | null = null;
    let isSame = true;
    for (const source of sources) {
      const value = records[source]?.[field] ?? null;
      if (value === null) continue;
      first ??= value;
      if (value !== first) isSame = false;
    }
    if (isSame) continue;
    const values: SaidValues = {};
    for (const source of sources) {
      const value = records[source]?.[field] ?? null;
      if (value !== null) values[source] = value;
    }
    const said = Object.values(values);
    const kind = meanTheSame(said, field, meanings) ? 'alias' : weightiest(said, field);
    found.push({ field, kind, values });
  }
  return found;
}

/** Whether the dictionary says that all of these words are one. */
export function meanTheSame(words: readonly string[], field: StudentField, meanings: WordMeanings): boolean {
  const [first, ...others] = words.map((word) => meanings.of(field, word));
  return others.every((meant) => meant === first);
}

function weightiest(values: readonly string[], field: StudentField): DifferenceKind {
  let heaviest: DifferenceKind = DIFFERENCE_KINDS[0];
  for (const [index, left] of values.entries()) {
    for (const right of values.slice(index + 1)) {
      const kind = differenceKind(left, right, field, isMadeOf);
      if (kind !== null && WEIGHT.get(kind)! > WEIGHT.get(heaviest)!) heaviest = kind;
    }
  }
  return heaviest;
}
