import type { CoreSession } from '../../electron/core/core.ts';
import { REPORT_KINDS } from '../../shared/contract/reports.ts';
import { BATCH_PARTS } from '../../shared/domain/batchParts.ts';
import { GROUP_BY } from '../../shared/domain/groupFields.ts';
import { PICTURE_KINDS } from '../../shared/domain/pictureKinds.ts';
import { COLLEGES, type ThreeColleges } from './threeColleges.ts';

type Client = CoreSession['client'];
type Call = (client: Client) => Promise<unknown>;

/**
 * What somebody of the first college asks for all day, with inputs that are answered: everything that lists, counts or
 * makes a file. By name; `procedure …` where one is asked for in several ways.
 */
export function scopedCalls(school: ThreeColleges): [name: string, call: Call][] {
  const { campaign } = school;
  const own = { student: school.students[0]!, case: school.cases[0]![0]!, sheet: school.sheets[0]!.at(-1)! };
  const all = { query: {} };
  const page = { offset: 0, limit: 100 };
  const sources: ('chsi' | 'sis')[] = ['chsi', 'sis'];
  const calls: Record<string, Call> = {
    'admin.status': (c) => c.admin.status(),
    'backups.state': (c) => c.backups.state(),
    'batches.compare': (c) => c.batches.compare({}),
    'batches.export': (c) => c.batches.export({}),
    'campaigns.list': (c) => c.campaigns.list(),
    'campaigns.joinedLater': (c) => c.campaigns.joinedLater({ id: campaign }),
    'campaigns.deadlines': (c) => c.campaigns.deadlines({ campaign }),
    'campaigns.trend': (c) => c.campaigns.trend({ campaign }),
    'campaigns.overview': (c) => c.campaigns.overview({}),
    'caseDay.get': (c) => c.caseDay.get({}),
    'caseDay.reminders': (c) => c.caseDay.reminders({}),
    'caseDay.count': (c) => c.caseDay.count(),
    'caseEvidence.open': async (c) => {
      const { evidence } = await c.cases.get({ case: own.case });
      return c.caseEvidence.open({ case: own.case, evidence: evidence[0]!.id });
    },
    'caseOutputs.letters': (c) => c.caseOutputs.letters(),
    'cases.list': (c) => c.cases.list({ query: {} }),
    'cases.get': (c) => c.cases.get({ case: own.case }),
    'chase.list': (c) => c.chase.list(page),
    'chase.rounds': (c) => c.chase.rounds({ campaign }),
    'chase.contacts': (c) => c.chase.contacts({ student: own.student[1]! }),
    'chase.messages': (c) =>
      c.chase.messages({ selection: all, template: { audience: 'counsellor', body: '{名单}' }, ...page }),
    'contacts.list': (c) => c.contacts.list(page),
    'counter.find': (c) => c.counter.find({ card: '7700070' + '3' }),
    'counter.visits': (c) => c.counter.visits({}),
    'imports.batches': (c) => c.imports.batches(),
    'mail.mailings': (c) => c.mail.mailings(),
    'mail.mails': async (c) => {
      const { items } = await c.mail.mailings();
      return c.mail.mails({ mailing: items[0]!.id, ...page });
    },
    'mail.read': async (c) => {
      const { items } = await c.mail.mailings();
      const { items: mails } = await c.mail.mails({ mailing: items[0]!.id, ...page });
      return c.mail.read({ n: mails[0]!.n });
    },
    'photos.wallCounts': (c) => c.photos.wallCounts({ query: {} }),
    'photos.wallPage': async (c) => {
      const { list } = await c.photos.openWall({ query: {}, part: 'all' });
      return c.photos.wallPage({ list, ...page });
    },
    'photos.detail': (c) => c.photos.detail({ student: own.student[1]!, role: 'graduation' }),
    'photos.retakes': (c) => c.photos.retakes({ query: {} }),
    'photos.looks': (c) => c.photos.looks({ students: own.student }),
    'photos.lookAlikes': (c) => c.photos.lookAlikes({}),
    'photos.alikeGroups': (c) => c.photos.alikeGroups({ query: {} }),
    'photos.planExport': (c) => c.photos.planExport({ selection: all, role: 'graduation', naming: '{学号}' }),
    'photos.export': (c) => c.photos.export({ selection: all, role: 'graduation', naming: '{学号}-{姓名}' }),
    'photos.shootingPlan': (c) => c.photos.shootingPlan({ selection: all }),
    'privacy.held': (c) => c.privacy.held({ student: own.student[0]!, reason: '本人申请' }),
    'reconcile.sources': (c) => c.reconcile.sources(),
    'reconcile.compare': (c) => c.reconcile.compare({ sources }),
    'reconcile.work': (c) => c.reconcile.work({ sources, ...page }),
    'reconcile.missing': (c) => c.reconcile.missing({ sources, from: 'sis', ...page }),
    'reconcile.region': (c) => c.reconcile.region({ sources, region: ['chsi'], ...page }),
    'reconcile.pairs': (c) => c.reconcile.pairs({ sources, ...page }),
    'reconcile.joins': (c) => c.reconcile.joins(page),
    'reconcile.export': (c) => c.reconcile.export({ sources }),
    'sheets.list': (c) => c.sheets.list(page),
    'sheets.scan': (c) => c.sheets.scan({ text: own.sheet }),
    'sheets.questions': (c) => c.sheets.questions({}),
    'sheets.export': (c) => c.sheets.export({}),
    'students.page': (c) => c.students.page({ query: {}, ...page }),
    'students.page found': (c) => c.students.page({ query: { search: '生' }, ...page }),
    'students.facets': (c) =>
      c.students.facets({ query: { campaign }, fields: ['collegeName', 'majorName', 'className', 'grade'] }),
    'students.get': (c) => c.students.get({ id: own.student[0]! }),
    'students.views': (c) => c.students.views(),
    'timetable.of': (c) => c.timetable.of({ campaign }),
  };
  for (const by of GROUP_BY) {
    calls[`campaigns.progress ${by}`] = (c) => c.campaigns.progress({ by });
    calls[`chase.counts ${by}`] = (c) => c.chase.counts({ by });
  }
  for (const part of BATCH_PARTS) calls[`batches.rows ${part}`] = (c) => c.batches.rows({ part, ...page });
  for (const picture of PICTURE_KINDS)
    calls[`campaigns.picture ${picture}`] = (c) => c.campaigns.picture({ campaign, picture, format: 'svg' });
  for (const format of ['csv', 'jsonl', 'xlsx'] as const)
    calls[`students.export ${format}`] = (c) => c.students.export({ selection: all, format });
  for (const kind of REPORT_KINDS) {
    for (const format of ['pdf', 'xlsx'] as const) {
      for (const split of [false, true]) {
        const ask = { kind, format, split, campaign, ...(kind === 'case-letter' ? LETTER(own.case) : {}) };
        const name = `${kind} ${format}${split ? ' split' : ''}`;
        calls[`reports.create ${name}`] = (c) => c.reports.create(ask);
        if (!split) calls[`reports.estimate ${name}`] = (c) => c.reports.estimate(ask);
      }
    }
  }
  return Object.entries(calls);
}

const LETTER = (of: string) => ({ cases: [of], letter: 'more-proofs' });

/** What somebody of the first college asks for of another, each of which is not there for them. */
export function foreignCalls(school: ThreeColleges, place: number): [name: string, call: Call][] {
  const [student] = school.students[place]! as [string];
  const [one] = school.cases[place]! as [string];
  const report = { campaign: school.campaign, format: 'pdf' as const };
  return [
    ['batches of others', (c) => c.reconcile.pair({ one: school.students[0]![0]!, other: student })],
    ['case form', (c) => c.reports.create({ ...report, kind: 'case-form', cases: [one] })],
    ['case letter', (c) => c.reports.create({ ...report, kind: 'case-letter', ...LETTER(one) })],
    ['case list', (c) => c.reports.create({ ...report, kind: 'case-filing', cases: [one] })],
    ['evidence', (c) => c.caseEvidence.open({ case: one, evidence: '1' })],
    ['counter', (c) => c.counter.show({ student })],
    ['visits', (c) => c.counter.visits({ student })],
    ['held', (c) => c.privacy.held({ student, reason: '本人申请' })],
    ['look-alikes', (c) => c.photos.lookAlikes({ students: [student] })],
    ['export', (c) => c.students.export({ selection: { ids: [student] }, format: 'csv' })],
    [
      'photos',
      (c) => c.photos.export({ selection: { ids: [student] }, role: 'graduation', naming: '{学号}' }),
    ],
  ];
}

export const OWN_COLLEGE = COLLEGES[0];
