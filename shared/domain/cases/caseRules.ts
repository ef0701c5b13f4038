import type { StudentField } from '../studentFields.ts';
import type { CaseFormItem, CaseMaterial, CaseType, FieldCorrection } from './caseType.ts';
import type { CorrectionProfile } from './correctionRules.ts';

/** What a case goes by from its first day to its last: kept with it, word for word. */
export interface CaseRules {
  type: CaseType;
  /** The province's profile, where the type asks for one. */
  profile: CorrectionProfile | null;
}

export type CaseForm = Readonly<Record<string, string>>;

/** A material as it is asked for, by the type or by the province. */
export type AskedMaterial = Omit<CaseMaterial, 'fields' | 'when'>;

function applies(when: CaseFormItem['when'], form: CaseForm): boolean {
  return when === null || when.is.includes(form[when.item] ?? '');
}

/** The items that are asked, given the answers so far. */
export function askedItems({ type }: CaseRules, form: CaseForm): CaseFormItem[] {
  return type.form.filter(({ when }) => applies(when, form));
}

/** What the form says has to be corrected; empty where it says nothing, or nothing that can be read. */
export function correctionsOf({ type }: CaseRules, form: CaseForm): FieldCorrection[] {
  const item = type.form.find(({ kind }) => kind === 'corrections');
  const text = item && form[item.id];
  return text ? (JSON.parse(text) as FieldCorrection[]) : [];
}

/** The materials that are asked for, given the answers so far. */
export function askedMaterials(rules: CaseRules, form: CaseForm): AskedMaterial[] {
  const corrected = new Set<StudentField>(correctionsOf(rules, form).map(({ field }) => field));
  const isAbout = (fields: readonly StudentField[]) =>
    fields.length === 0 || fields.some((field) => corrected.has(field));
  const own = rules.type.materials.filter(({ fields, when }) => isAbout(fields) && applies(when, form));
  const provinces = (rules.profile?.materials ?? [])
    .filter(({ fields }) => isAbout(fields))
    .map(({ id, name }) => ({
      id,
      name,
      isNeeded: true,
      isTwoSided: false,
      leastDpi: null,
      mostBytes: null,
      help: null,
    }));
  return [...own.map(({ fields: _, when: __, ...asked }) => asked), ...provinces];
}
