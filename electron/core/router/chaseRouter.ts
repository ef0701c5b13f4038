import { type ChaseQuery, chaseQuery } from '../../../shared/contract/chase.ts';
import { beijingDay } from '../../../shared/domain/daysLeft.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { maskNumbersIn } from '../../../shared/domain/sheetCorrection.ts';
import type { FacetField, StudentField } from '../../../shared/domain/studentFields.ts';
import { GROUP_FIELDS } from '../../campaigns/groupFields.ts';
import { isMadeOf } from '../../characters/isMadeOf.ts';
import { chaseRow } from '../../chase/chaseRow.ts';
import { chaseRules, rulesRow } from '../../chase/chaseRules.ts';
import { recordContacts } from '../../chase/recordContacts.ts';
import { Worklist } from '../../chase/Worklist.ts';
import type { StoredCampaign } from '../../db/tables/campaignTable.ts';
import { contactsOfCampaign, contactsOfStudent } from '../../db/tables/chaseContactTable.ts';
import { logHead } from '../../db/tables/logHead.ts';
import { presentId } from '../../db/tables/studentAliases.ts';
import { studentNumberOf, studentsByN } from '../../db/tables/studentTable.ts';
import { masked } from '../../students/studentRow.ts';
import type { Services } from '../services.ts';
import type { Procedures } from './answer.ts';

/** Lists kept, so that scrolling through one does not make it again. */
const KEPT_LISTS = 4;

export function chaseRouter(procedures: Procedures, services: Services) {
  const { db, index, clock, writes } = services;
  const kept = new Map<string, { stamp: string; worklist: Worklist }>();

  const today = () => beijingDay(clock.now());

  const open = (id: string | null): StoredCampaign => {
    const campaign = index.campaignOf(id);
    if (!campaign) throw new AppError('NOT_FOUND', { what: 'campaign' });
    return campaign;
  };

  /** The list of a query, made anew when anything was written, a window closed or the day changed. */
  const worklistOf = async (
    campaign: StoredCampaign,
    students: ChaseQuery['students'],
  ): Promise<Worklist> => {
    const listing = await index.listed({ ...students, campaign: campaign.id });
    const stamp = `${listing.version} ${logHead(db)} ${today()}`;
    const key = JSON.stringify([campaign.id, students]);
    const known = kept.get(key);
    if (known?.stamp === stamp) return known.worklist;
    const worklist = new Worklist({
      listing,
      contacts: contactsOfCampaign(db, campaign.id),
      rules: chaseRules(db),
      today: today(),
      isAboutGraduationPhoto: campaign.type === 'graduation-photo',
    });
    kept.delete(key);
    kept.set(key, { stamp, worklist });
    if (kept.size > KEPT_LISTS) kept.delete(kept.keys().next().value!);
    return worklist;
  };

  return {
    list: procedures.chase.list.handler(async ({ input }) => {
      const { students, ...filter } = chaseQuery.parse(input.query);
      const campaign = index.campaignOf(students.campaign);
      if (!campaign) return { campaign, today: today(), total: 0, items: [] };
      const worklist = await worklistOf(campaign, students);
      const { statusOf } = await index.listed({ ...students, campaign: campaign.id });
      const ns = worklist.find(filter);
      const page = studentsByN(db, [...ns.subarray(input.offset, input.offset + input.limit)]);
      const items = page.map(({ n, id, values }) =>
        chaseRow(db, campaign.id, worklist, { n, id, values: masked(values), status: statusOf(n) }, isMadeOf),
      );
      return { campaign, today: today(), total: ns.length, items };
    }),
    counts: procedures.chase.counts.handler(async ({ input }) => {
      const { students, ...filter } = chaseQuery.parse(input.query);
      const campaign = index.campaignOf(students.campaign);
      if (!campaign) return { total: 0, states: {}, reasons: {}, groups: [] };
      const fields = GROUP_FIELDS[input.by];
      const counted = (await worklistOf(campaign, students)).counts(filter);
      // Whoever has chosen one group still sees the others.
      const around = await worklistOf(campaign, withoutFields(students, fields));
      return { ...counted, groups: around.groups(filter, fields) };
    }),
    contacts: procedures.chase.contacts.handler(({ input }) => {
      const n = studentNumberOf(db, presentId(db, input.student));
      if (n === null) throw new AppError('NOT_FOUND', { what: 'student' });
      return contactsOfStudent(db, open(input.campaign).id, n)
        .map(({ campaign: _, ...contact }) => ({ ...contact, note: maskNumbersIn(contact.note) }))
        .reverse();
    }),
    log: procedures.chase.log.handler(({ input }) =>
      writes.take(async () => {
        const { selection, contact } = input;
        const campaign = open(input.campaign);
        const students =
          'ids' in selection
            ? selection.ids.map((id) => presentId(db, id))
            : await idsOf(campaign, chaseQuery.parse(selection.query));
        if (students.some((id) => studentNumberOf(db, id) === null))
          throw new AppError('NOT_FOUND', { what: 'student' });
        return recordContacts(services, campaign, students, contact);
      }),
    ),
    rules: procedures.chase.rules.handler(() => chaseRules(db)),
    saveRules: procedures.chase.saveRules.handler(({ input }) =>
      writes.take(() => {
        services.commit('row.save', rulesRow(db, input));
        return chaseRules(db);
      }),
    ),
  };

  async function idsOf(campaign: StoredCampaign, { students, ...filter }: ChaseQuery): Promise<string[]> {
    const ns = (await worklistOf(campaign, students)).find(filter);
    const idOf = db.read<{ id: string }>('SELECT id FROM student WHERE n = ?');
    return [...ns].map((n) => idOf.get(n)!.id);
  }
}

function withoutFields(query: ChaseQuery['students'], fields: readonly FacetField[]): ChaseQuery['students'] {
  const rest: Partial<Record<StudentField, string[]>> = { ...query.filter.fields };
  for (const field of fields) delete rest[field];
  return { ...query, filter: { ...query.filter, fields: rest } };
}
