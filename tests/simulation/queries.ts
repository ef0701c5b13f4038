import type { SeededRandom } from '../../electron/demo/seededRandom.ts';
import { SORT_KEYS, type StudentQuery, studentQuery } from '../../shared/contract/students.ts';
import {
  type FacetField,
  SOURCES,
  type Source,
  type StudentField,
} from '../../shared/domain/studentFields.ts';
import { STATUSES } from '../../shared/domain/verificationStatus.ts';
import type { Office } from './Office.ts';
import type { ModelStudent } from './officeModel.ts';

const FILTERED: readonly FacetField[] = [
  'collegeName',
  'majorName',
  'className',
  'grade',
  'registrationStatus',
];

/** A closed campaign is counted by these as they were when it was closed. */
const KEPT: ReadonlySet<string> = new Set(['collegeName', 'majorName', 'className', 'counsellor']);

/** What a person might ask for. */
export function randomQuery(office: Office, random: SeededRandom): StudentQuery {
  const { model, people } = office;
  const fields: Partial<Record<StudentField, string[]>> = {};
  for (const field of FILTERED) {
    if (random.chance(0.2))
      fields[field] = [random.pick(people)[field]!, ...(random.chance(0.3) ? [''] : [])];
  }
  if (random.chance(0.1)) fields.name = [random.pick(people).name!];
  const campaigns = [...model.campaigns.keys()];
  const search = random.pick([
    '',
    '',
    '',
    random.pick(people).name!.slice(0, 1),
    random.pick(people).studentNo!.slice(2, 6),
    'zhang',
    'l',
  ]);
  return studentQuery.parse({
    campaign: campaigns.length > 0 && random.chance(0.6) ? random.pick(campaigns) : null,
    search,
    filter: {
      fields,
      statuses: random.chance(0.3) ? random.shuffled(STATUSES).slice(0, 3) : [],
      sources: random.chance(0.2) ? [random.pick(SOURCES)] : [],
      photo: random.chance(0.8) ? 'any' : random.pick(['no-admission', 'no-graduation', 'both']),
      differing: random.chance(0.1),
    },
    sort: { key: random.pick(SORT_KEYS), descending: random.chance(0.3) },
  });
}

/** The students of a query that searches for nothing, found the plain way. */
export function studentsOf(office: Office, query: StudentQuery): ModelStudent[] {
  const { model, clock } = office;
  const named = query.campaign === null ? null : model.campaigns.get(query.campaign)!;
  const campaign = named ?? model.currentCampaign();
  const { fields, statuses, sources, photo, differing } = query.filter;
  return [...model.students.values()].filter((student) => {
    if (named && !model.isMember(student, named)) return false;
    const view = model.viewOf(student);
    const kept = model.finalOf(student, named)?.view ?? view;
    const { admission, graduation } = student.photos;
    const said = Object.keys(student.records) as Source[];
    return (
      Object.entries(fields).every(([field, values]) =>
        values!.includes((KEPT.has(field) ? kept : view)[field as StudentField] ?? ''),
      ) &&
      (statuses.length === 0 || statuses.includes(model.statusOf(student, campaign, clock.now()))) &&
      (sources.length === 0 || sources.some((source) => said.includes(source))) &&
      (photo !== 'no-admission' || admission === undefined) &&
      (photo !== 'no-graduation' || graduation === undefined) &&
      (photo !== 'both' || (admission !== undefined && graduation !== undefined)) &&
      (!differing || model.isDiffering(student))
    );
  });
}
