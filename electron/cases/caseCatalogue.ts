import { createHash } from 'node:crypto';
import type { CaseRules } from '../../shared/domain/cases/caseRules.ts';
import type { CaseType } from '../../shared/domain/cases/caseType.ts';
import type { CorrectionProfile } from '../../shared/domain/cases/correctionRules.ts';
import { AppError } from '../../shared/domain/errors.ts';
import type { ReadDb } from '../db/database.ts';
import { storedSetting } from '../db/tables/settingTable.ts';
import { readCaseType, readCorrectionProfile } from './readCaseRules.ts';
import { type RuleKind, ruleVersions, writtenRules } from './ruleVersions.ts';
import { SHIPPED_CASE_TYPES, SHIPPED_CORRECTION_PROFILES } from './shippedCaseTypes.ts';

/** The key of the setting that holds the office's choice of a profile. */
export const CHOSEN_PROFILE_SETTING = 'correction-profile';

/** Rules as new cases go by them. */
export interface CurrentRule<T> {
  rule: T;
  /** `office`: the office's own wording. */
  from: 'program' | 'office';
  /**
   * The office's wording can't be read by this version of the program, which goes by its own instead: the office has
   * to see to it.
   */
  isUnreadable: boolean;
}

function currentOf<T extends { id: string }>(
  db: ReadDb,
  kind: RuleKind,
  shipped: readonly T[],
  read: (data: unknown) => T,
): CurrentRule<T>[] {
  const own = writtenRules(db, kind).filter((id) => !shipped.some((one) => one.id === id));
  return [...shipped.map(({ id }) => id), ...own].flatMap((id): CurrentRule<T>[] => {
    const program = shipped.find((one) => one.id === id);
    const fallBack = (isUnreadable: boolean): CurrentRule<T>[] =>
      program ? [{ rule: program, from: 'program', isUnreadable }] : [];
    const data = ruleVersions(db, kind, id).at(-1)?.data ?? null;
    if (data === null) return fallBack(false);
    try {
      return [{ rule: read(data), from: 'office', isUnreadable: false }];
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return fallBack(true);
    }
  });
}

export function currentCaseTypes(db: ReadDb): CurrentRule<CaseType>[] {
  return currentOf(db, 'type', SHIPPED_CASE_TYPES, readCaseType);
}

export function currentProfiles(db: ReadDb): CurrentRule<CorrectionProfile>[] {
  return currentOf(db, 'profile', SHIPPED_CORRECTION_PROFILES, readCorrectionProfile);
}

/** The case types as new cases go by them: the office's own wording of one, where there is one, and its own types. */
export function caseTypes(db: ReadDb): CaseType[] {
  return currentCaseTypes(db).map(({ rule }) => rule);
}

export function correctionProfiles(db: ReadDb): CorrectionProfile[] {
  return currentProfiles(db).map(({ rule }) => rule);
}

/** The profile that the office chose; the general one where it chose none. */
export function chosenProfile(db: ReadDb): CorrectionProfile {
  const row = storedSetting(db, CHOSEN_PROFILE_SETTING);
  const chosen: unknown = row === null ? null : JSON.parse(row.value);
  const profiles = correctionProfiles(db);
  return profiles.find(({ id }) => id === chosen) ?? profiles[0]!;
}

/** What a case of this type that begins now goes by. Errors: NOT_FOUND. */
export function currentRules(db: ReadDb, type: string): { hash: string; body: CaseRules } {
  const found = caseTypes(db).find(({ id }) => id === type);
  if (!found) throw new AppError('NOT_FOUND', { what: 'case-type', name: type });
  const body: CaseRules = { type: found, profile: found.isRuled ? chosenProfile(db) : null };
  return { hash: createHash('sha256').update(JSON.stringify(body)).digest('hex'), body };
}
