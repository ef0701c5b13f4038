import { createHash } from 'node:crypto';
import type { CaseRules } from '../../shared/domain/cases/caseRules.ts';
import type { CaseType } from '../../shared/domain/cases/caseType.ts';
import { type CorrectionProfile, correctionProfileShape } from '../../shared/domain/cases/correctionRules.ts';
import { AppError } from '../../shared/domain/errors.ts';
import type { ReadDb } from '../db/database.ts';
import { storedSetting } from '../db/tables/settingTable.ts';
import { parseCaseType, SHIPPED_CASE_TYPES, SHIPPED_CORRECTION_PROFILES } from './shippedCaseTypes.ts';

/** Keys of the settings in which the office keeps its own wording of a type or profile, and its choice of a profile. */
export const CASE_TYPE_SETTING = 'case-type:';
export const PROFILE_SETTING = 'correction-profile:';
export const CHOSEN_PROFILE_SETTING = 'correction-profile';

function ownOf(db: ReadDb, key: string): unknown {
  const row = storedSetting(db, key);
  return row ? (JSON.parse(row.value) as unknown) : null;
}

/** The case types as new cases go by them: the office's own wording of one, where there is one. */
export function caseTypes(db: ReadDb): CaseType[] {
  return SHIPPED_CASE_TYPES.map((shipped) => {
    const own = ownOf(db, CASE_TYPE_SETTING + shipped.id);
    return own === null ? shipped : parseCaseType(own);
  });
}

export function correctionProfiles(db: ReadDb): CorrectionProfile[] {
  return SHIPPED_CORRECTION_PROFILES.map((shipped) => {
    const own = ownOf(db, PROFILE_SETTING + shipped.id);
    return own === null ? shipped : correctionProfileShape.parse(own);
  });
}

/** The profile that the office chose; the general one where it chose none. */
export function chosenProfile(db: ReadDb): CorrectionProfile {
  const chosen = ownOf(db, CHOSEN_PROFILE_SETTING);
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
