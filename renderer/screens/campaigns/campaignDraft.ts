import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { defaultCoverage } from '../../../shared/domain/defaultCoverage.ts';
import type { FacetField, StudentField } from '../../../shared/domain/studentFields.ts';

/** A campaign as it is being set up. */
export interface CampaignDraft {
  type: Campaign['type'];
  name: string;
  /** YYYY-MM-DD, or null while not chosen. */
  deadline: string | null;
  lockRule: Campaign['lockRule'];
  population: Partial<Record<FacetField, string[]>>;
  coveredFields: StudentField[];
  coversPhoto: boolean;
  /** Whether a person changed what is covered: then another type leaves it alone. */
  coverageChosen: boolean;
}

export function newDraft(type: Campaign['type']): CampaignDraft {
  const coverage = defaultCoverage(type);
  return {
    type,
    name: '',
    deadline: null,
    lockRule: '24h',
    population: {},
    coveredFields: coverage.fields,
    coversPhoto: coverage.photo,
    coverageChosen: false,
  };
}

/** A campaign as it is, to be edited. */
export function draftOf(campaign: Campaign): CampaignDraft {
  const { type, name, deadline, lockRule, population, coveredFields, coversPhoto } = campaign;
  const rules = { type, name, deadline, lockRule, population, coveredFields, coversPhoto };
  return { ...rules, coverageChosen: true };
}

type Rules = Omit<CampaignDraft, 'coverageChosen' | 'deadline'> & { deadline: string };
const RULES = [
  'type',
  'name',
  'deadline',
  'lockRule',
  'population',
  'coveredFields',
  'coversPhoto',
] as const satisfies readonly (keyof Rules)[];

/** The rules that a draft would change. */
export function changedRules(campaign: Campaign, draft: CampaignDraft): Partial<Rules> {
  const edited = { ...draft, name: draft.name.trim() };
  return Object.fromEntries(
    RULES.filter((rule) => JSON.stringify(edited[rule]) !== JSON.stringify(campaign[rule])).map((rule) => [
      rule,
      edited[rule],
    ]),
  );
}

/** Another type brings what is usually covered with it, unless that was chosen by hand. */
export function withType(draft: CampaignDraft, type: Campaign['type']): CampaignDraft {
  if (draft.coverageChosen) return { ...draft, type };
  const coverage = defaultCoverage(type);
  return { ...draft, type, coveredFields: coverage.fields, coversPhoto: coverage.photo };
}

export function withPopulation(
  draft: CampaignDraft,
  field: FacetField,
  values: readonly string[],
): CampaignDraft {
  const population = { ...draft.population };
  if (values.length === 0) delete population[field];
  else population[field] = [...values];
  return { ...draft, population };
}

/** Covered fields stay in the order of `order`, whatever the order in which they were ticked. */
export function withCovered(
  draft: CampaignDraft,
  field: StudentField,
  covered: boolean,
  order: readonly StudentField[],
): CampaignDraft {
  const fields = new Set(draft.coveredFields);
  if (covered) fields.add(field);
  else fields.delete(field);
  return { ...draft, coveredFields: order.filter((entry) => fields.has(entry)), coverageChosen: true };
}

export type DraftProblem = 'name' | 'deadline' | 'deadline-past' | 'nobody' | 'nothing-covered';

/** What keeps the campaign from being made, the first thing first. `total`: how many take part, null while unknown. */
export function draftProblem(draft: CampaignDraft, today: string, total: number | null): DraftProblem | null {
  if (draft.name.trim() === '') return 'name';
  if (draft.deadline === null) return 'deadline';
  if (draft.deadline < today) return 'deadline-past';
  if (draft.coveredFields.length === 0) return 'nothing-covered';
  if (total === 0) return 'nobody';
  return null;
}
