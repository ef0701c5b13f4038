import {
  type AskedMaterial,
  askedItems,
  askedMaterials,
  type CaseForm,
  type CaseRules,
} from './caseRules.ts';
import type { CaseState } from './caseState.ts';
import type { CaseFormItem } from './caseType.ts';

/** The form's items that are asked, needed and not answered. */
export function missingItems(rules: CaseRules, form: CaseForm): CaseFormItem[] {
  return askedItems(rules, form).filter(({ id, isNeeded }) => isNeeded && form[id] === undefined);
}

/** The materials that are asked, needed, not there and not waived. */
export function missingMaterials(
  rules: CaseRules,
  { form, evidence, waived }: Pick<CaseState, 'form' | 'evidence' | 'waived'>,
): AskedMaterial[] {
  const there = new Set(evidence.map(({ material }) => material));
  return askedMaterials(rules, form).filter(
    ({ id, isNeeded }) => isNeeded && !there.has(id) && waived[id] === undefined,
  );
}
