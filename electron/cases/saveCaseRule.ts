import { AppError } from '../../shared/domain/errors.ts';
import type { MutationArgs, MutationName } from '../changes/mutations/mutations.ts';
import type { ReadDb } from '../db/database.ts';
import { storedSetting } from '../db/tables/settingTable.ts';
import { caseTypes, chosenProfile, correctionProfiles } from './caseCatalogue.ts';
import { readCaseType, readCorrectionProfile, requireOwnMaterials } from './readCaseRules.ts';
import { type RuleKind, ruleSetting, ruleVersions } from './ruleVersions.ts';
import { SHIPPED_CASE_TYPES, SHIPPED_CORRECTION_PROFILES } from './shippedCaseTypes.ts';

interface Needs {
  db: ReadDb;
  clock: { now(): number };
  actor: string;
  commit<Name extends MutationName>(name: Name, args: MutationArgs<Name>): void;
}

/**
 * Keeps the office's wording of a rule as its newest version; cases that are open go by the older one. Returns its id.
 * Errors: CASE_RULES_REFUSED.
 */
export function saveCaseRule(needs: Needs, kind: RuleKind, data: unknown, note: string): string {
  const rule = kind === 'type' ? readCaseType(data) : readCorrectionProfile(data);
  const { db } = needs;
  if ('moves' in rule) requireOwnMaterials(rule, correctionProfiles(db));
  else for (const type of caseTypes(db)) requireOwnMaterials(type, [rule]);
  addVersion(needs, kind, rule.id, rule, note);
  return rule.id;
}

/**
 * Goes back to a version: its number in ruleVersions, or null for the program's own wording, which takes a rule of the
 * office's own out of use. That, too, is a version. Errors: NOT_FOUND; CASE_RULES_REFUSED where a profile that is
 * chosen would be taken out of use, or the version can't be read any more.
 */
export function restoreCaseRule(
  needs: Needs,
  kind: RuleKind,
  id: string,
  number: number | null,
  note: string,
): void {
  const versions = ruleVersions(needs.db, kind, id);
  const data = number === null ? null : versions[number]?.data;
  if (versions.length === 0 || data === undefined)
    throw new AppError('NOT_FOUND', { what: 'case-rule', name: id });
  if (data !== null) {
    saveCaseRule(needs, kind, data, note);
    return;
  }
  if (kind === 'profile' && shippedRule(kind, id) === null && chosenProfile(needs.db).id === id) {
    throw new AppError('CASE_RULES_REFUSED', { case: 'chosen', more: 0 });
  }
  addVersion(needs, kind, id, null, note);
}

/** A rule as the program brings it; null: it brings none of this id. */
export function shippedRule(kind: RuleKind, id: string): { id: string } | null {
  const shipped: readonly { id: string }[] =
    kind === 'type' ? SHIPPED_CASE_TYPES : SHIPPED_CORRECTION_PROFILES;
  return shipped.find((one) => one.id === id) ?? null;
}

function addVersion(
  { db, clock, actor, commit }: Needs,
  kind: RuleKind,
  id: string,
  data: unknown,
  note: string,
): void {
  const key = ruleSetting(kind, id);
  const versions = [...ruleVersions(db, kind, id), { at: clock.now(), actor, note, data }];
  commit('row.save', {
    entity: 'setting',
    id: key,
    before: storedSetting(db, key),
    after: { value: JSON.stringify(versions) },
  });
}
