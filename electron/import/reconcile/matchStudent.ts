import type { Finding } from '../../../shared/domain/findings.ts';
import { otherLength } from '../../../shared/domain/idNumber.ts';
import { correctedName, nameKey } from '../../../shared/domain/personName.ts';
import { splitWriting } from '../../../shared/domain/splitCharacter.ts';
import {
  KEY_FIELDS,
  type KeyField,
  type PartialStudentValues,
} from '../../../shared/domain/studentFields.ts';
import { isMadeOf } from '../../characters/isMadeOf.ts';
import type { KnownStudent } from '../../db/tables/studentKeys.ts';
import { makeFinding } from '../validate/makeFinding.ts';

/** Finds students by one exact key, by any source. */
export type FindByKey = (field: KeyField, value: string) => readonly KnownStudent[];

export type StudentMatch =
  | { kind: 'known'; student: KnownStudent; findings: Finding[] }
  | { kind: 'unknown' }
  | { kind: 'ambiguous'; student: KnownStudent | null; findings: Finding[] };

/**
 * Who a row is about. Exact keys only, never a name alone: one student by all the keys that find anybody, and
 * with the same name (a character taken apart is still the same) or at least two keys in agreement. Anything else is
 * for a person to decide.
 */
export function matchStudent(row: number, values: PartialStudentValues, find: FindByKey): StudentMatch {
  const found = new Map<number, { student: KnownStudent; by: KeyField[] }>();
  for (const field of KEY_FIELDS) {
    const value = values[field];
    if (value === null || value === undefined) continue;
    for (const student of findInAnyLength(field, value, find)) {
      const entry = found.get(student.n);
      if (entry) entry.by.push(field);
      else found.set(student.n, { student, by: [field] });
    }
  }
  if (found.size === 0) return { kind: 'unknown' };
  const candidates = [...found.values()];
  if (candidates.length > 1) {
    const first = candidates[0]!;
    const finding = makeFinding('AMBIGUOUS_MATCH', {
      case: 'several',
      row,
      field: first.by[0]!,
      value: values[first.by[0]!] ?? null,
      params: { count: candidates.length, fields: candidates.map(({ by }) => by[0]!).join(',') },
    });
    return { kind: 'ambiguous', student: null, findings: [finding] };
  }
  const { student, by } = candidates[0]!;
  if (sameName(values.name, student.name)) return { kind: 'known', student, findings: [] };
  const split = splitFinding(row, values.name!, student.name!);
  if (split !== null) return { kind: 'known', student, findings: [split] };
  const finding = makeFinding('SAME_ID_OTHER_NAME', {
    case: by.length > 1 ? 'renamed' : null,
    row,
    field: by[0]!,
    value: values[by[0]!] ?? null,
    params: { name: values.name ?? '', known: student.name ?? '', key: by[0]! },
  });
  return by.length > 1
    ? { kind: 'known', student, findings: [finding] }
    : { kind: 'ambiguous', student, findings: [finding] };
}

/** What to say where two writings of a name differ in a character that one of them takes apart; null: they don't. */
export function splitFinding(row: number, name: string, other: string): Finding | null {
  const split = splitParts(name, other);
  if (split === null) return null;
  const { isOwn, parts, whole } = split;
  return makeFinding('NAME_SPLIT_CHARACTER', {
    case: isOwn ? null : 'elsewhere',
    row,
    field: 'name',
    value: name,
    suggestion: isOwn ? correctedName(other) : null,
    params: { parts, whole, other },
  });
}

/** How two writings of a name differ that are one but for characters taken apart; `isOwn`: in the first. Null: otherwise. */
export function splitParts(
  name: string | null | undefined,
  other: string | null | undefined,
): { isOwn: boolean; parts: string; whole: string } | null {
  const split = name && other ? splitWriting(name, other, isMadeOf) : null;
  if (split === null) return null;
  const listed = (part: 'parts' | 'whole') => split.characters.map((each) => each[part]).join('、');
  return { isOwn: split.side === 'left', parts: listed('parts'), whole: listed('whole') };
}

/** A number of 15 digits and its form of 18 are one number (domain notes §7). */
function findInAnyLength(field: KeyField, value: string, find: FindByKey): readonly KnownStudent[] {
  const exact = find(field, value);
  if (exact.length > 0 || field !== 'idNumber') return exact;
  const other = otherLength(value);
  return other === null ? exact : find(field, other);
}

/** A row or a student without a name contradicts nobody. */
export function sameName(one: string | null | undefined, other: string | null | undefined): boolean {
  if (!one || !other) return true;
  return one === other || nameKey(one) === nameKey(other);
}
