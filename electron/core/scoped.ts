import type { Campaign } from '../../shared/contract/campaigns.ts';
import { isInScope } from '../../shared/domain/roles.ts';
import type { FacetField } from '../../shared/domain/studentFields.ts';
import { actingScope } from './Session.ts';

/** What of the call that runs now is narrowed to whom its asker may know of. */

/** Whether the asker sees only some colleges. */
export function isScoped(): boolean {
  return actingScope().kind === 'colleges';
}

/** The colleges of whose students the asker may know; null: of all. */
export function seenColleges(): readonly string[] | null {
  const scope = actingScope();
  return scope.kind === 'all' ? null : scope.colleges;
}

/** Whether the asker may know of students of a college; null or '': not known. */
export function seesCollege(college: string | null): boolean {
  return isInScope(actingScope(), college || null);
}

/** Tells answers that are kept for the next page of one asker from those of another with another scope. */
export function scopeKey(): string {
  const scope = actingScope();
  return scope.kind === 'all' ? '' : JSON.stringify([...scope.colleges].sort());
}

/** Of what every college has the same of, so that a campaign's population may say it to anybody. */
const SAID_TO_ALL: ReadonlySet<FacetField> = new Set([
  'gender',
  'level',
  'mode',
  'duration',
  'grade',
  'enrolDate',
  'expectedGraduationDate',
  'registrationStatus',
]);

/** A campaign as the asker may see it: who takes part is said without names of other colleges and their classes. */
export function seenCampaign<Given extends Pick<Campaign, 'population'> | null>(campaign: Given): Given {
  if (!campaign || !isScoped()) return campaign;
  const population: Campaign['population'] = {};
  for (const [field, values] of Object.entries(campaign.population) as [FacetField, string[]][]) {
    if (SAID_TO_ALL.has(field)) population[field] = values;
    const own = field === 'collegeName' ? values.filter(seesCollege) : [];
    if (own.length > 0) population[field] = own;
  }
  return { ...campaign, population };
}
