import {
  type ChaseQuery,
  type ChaseSelection,
  chaseQuery,
  type Message,
} from '../../../shared/contract/chase.ts';
import { ROUND_DAYS } from '../../../shared/domain/chaseRounds.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { GROUP_FIELDS } from '../../../shared/domain/groupFields.ts';
import {
  type MessageAudience,
  parseTemplate,
  speaksOfPassword,
} from '../../../shared/domain/messageTemplate.ts';
import { maskNumbersIn } from '../../../shared/domain/sheetCorrection.ts';
import type { FacetField, StudentField } from '../../../shared/domain/studentFields.ts';
import { isMadeOf } from '../../characters/isMadeOf.ts';
import { counsellorMessages } from '../../chase/chaseMails.ts';
import { classMessage, personalMessages } from '../../chase/chaseMessages.ts';
import { chaseRow } from '../../chase/chaseRow.ts';
import { chaseRules, rulesRow } from '../../chase/chaseRules.ts';
import { messageTemplates, templateRow } from '../../chase/messageTemplates.ts';
import { recordContacts } from '../../chase/recordContacts.ts';
import type { StoredCampaign } from '../../db/tables/campaignTable.ts';
import { contactsOfStudent } from '../../db/tables/chaseContactTable.ts';
import { presentId } from '../../db/tables/studentAliases.ts';
import { studentNumberOf, studentsByN } from '../../db/tables/studentTable.ts';
import { masked } from '../../students/studentRow.ts';
import type { ChaseLists } from '../chaseLists.ts';
import { countRounds } from '../countRounds.ts';
import { seenCampaign } from '../scoped.ts';
import type { Services } from '../services.ts';
import type { Procedures } from './answer.ts';

interface MessageRequest {
  campaign: string | null;
  selection: ChaseSelection;
  template: { audience: MessageAudience; body: string };
  unmasked: boolean;
  offset: number;
  limit: number;
}

export function chaseRouter(procedures: Procedures, services: Services, lists: ChaseLists) {
  const { db, index, writes } = services;
  const { today, open, worklistOf, chosen } = lists;

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
      return { campaign: seenCampaign(campaign), today: today(), total: ns.length, items };
    }),
    counts: procedures.chase.counts.handler(async ({ input }) => {
      const { students, ...filter } = chaseQuery.parse(input.query);
      const campaign = index.campaignOf(students.campaign);
      if (!campaign) return { total: 0, states: {}, reasons: {}, unreachable: 0, groups: [] };
      const fields = GROUP_FIELDS[input.by];
      const counted = (await worklistOf(campaign, students)).counts(filter);
      // Whoever has chosen one group still sees the others.
      const around = await worklistOf(campaign, withoutFields(students, fields));
      return { ...counted, groups: around.groups(filter, fields) };
    }),
    rounds: procedures.chase.rounds.handler(({ input }) =>
      countRounds(services, open(input.campaign), input.days ?? ROUND_DAYS),
    ),
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
    templates: procedures.chase.templates.handler(() => messageTemplates(db)),
    saveTemplate: procedures.chase.saveTemplate.handler(({ input }) =>
      writes.take(() => {
        const { name, audience, subject, body } = input;
        if (speaksOfPassword(`${subject}\n${body}`))
          throw new AppError('USAGE', { case: 'template-password' });
        const id = input.id ?? services.ids.next();
        services.commit(
          'row.save',
          templateRow(db, id, { name, audience, subject: subject.toWellFormed(), body: body.toWellFormed() }),
        );
        const template = messageTemplates(db).find((one) => one.id === id)!;
        return { template, unknown: parseTemplate(`${subject}\n${body}`, audience).unknown };
      }),
    ),
    deleteTemplate: procedures.chase.deleteTemplate.handler(({ input }) =>
      writes.take(() => {
        services.commit('row.save', templateRow(db, input.id, null));
        return messageTemplates(db);
      }),
    ),
    messages: procedures.chase.messages.handler(({ input }) => makeMessages(input)),
    rules: procedures.chase.rules.handler(() => chaseRules(db)),
    saveRules: procedures.chase.saveRules.handler(({ input }) =>
      writes.take(() => {
        services.commit('row.save', rulesRow(db, input));
        return chaseRules(db);
      }),
    ),
  };

  async function makeMessages({
    campaign: campaignId,
    selection,
    template,
    unmasked,
    offset,
    limit,
  }: MessageRequest): Promise<{ total: number; unknown: string[]; items: Message[] }> {
    if (speaksOfPassword(template.body)) throw new AppError('USAGE', { case: 'template-password' });
    if (unmasked) services.log.info('messages-unmasked');
    const campaign = open(campaignId);
    const parsed = parseTemplate(template.body, template.audience);
    const found = await chosen(campaign, selection);
    const { ns, listing } = found;
    const basis = lists.messageBasis(campaign);
    const messaged = (some: readonly number[]) => lists.messaged(found, some);
    const { unknown } = parsed;
    if (template.audience === 'student') {
      const items = messaged([...ns.subarray(offset, offset + limit)]).map(personalMessages(parsed, basis));
      return { total: ns.length, unknown, items };
    }
    // A class is what it is on the page and on notices: of one college and one major.
    const fields = GROUP_FIELDS[template.audience];
    const groups = new Map<string, number[]>();
    for (const n of ns) {
      const key = fields.map((field) => listing.codeOf(field, n)).join();
      const known = groups.get(key);
      if (known) known.push(n);
      else groups.set(key, [n]);
    }
    const page = [...groups.values()].slice(offset, offset + limit).map(messaged);
    const items =
      template.audience === 'class'
        ? page.map((of) => classMessage(parsed, basis, of, unmasked))
        : page.map(counsellorMessages(parsed, basis));
    return { total: groups.size, unknown, items };
  }

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
