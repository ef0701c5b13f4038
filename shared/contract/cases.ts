import { z } from 'zod';
import { caseReviewer, REVIEWERS_AT_MOST } from '../domain/cases/caseReviewers.ts';
import { CASE_EFFECTS, CASE_LEVELS, CASE_ORIGINS, caseTypeShape } from '../domain/cases/caseType.ts';
import { correctionProfileShape } from '../domain/cases/correctionRules.ts';
import { access, named } from './access.ts';

/** Of open cases, by the day on which whoever acts has to have acted. */
export const CASE_AGES = ['overdue', 'soon', 'later', 'none'] as const;
export type CaseAge = (typeof CASE_AGES)[number];
/** Whose turn it is; a case is in exactly one of these lists. */
export const CASE_QUEUES = [...CASE_LEVELS, 'closed'] as const;
export type CaseQueue = (typeof CASE_QUEUES)[number];

const origin = z.object({ kind: z.enum(CASE_ORIGINS), id: z.string().nullable() });

export const caseItem = z.object({
  id: z.string(),
  number: z.string(),
  type: z.object({ id: z.string(), zh: z.string(), en: z.string() }),
  student: z.object({
    id: z.string(),
    name: z.string().nullable(),
    studentNo: z.string().nullable(),
    collegeName: z.string().nullable(),
    className: z.string().nullable(),
  }),
  state: z.object({ id: z.string(), zh: z.string(), en: z.string() }),
  queue: z.enum(CASE_QUEUES),
  /** Days YYYY-MM-DD in China: since when it is in the state, and until when whoever acts has time. */
  entered: z.string(),
  due: z.string().nullable(),
  /** Null: closed. */
  age: z.enum(CASE_AGES).nullable(),
  assignee: z.string().nullable(),
  origin,
  /** Epoch ms. */
  openedAt: z.number(),
  openedBy: z.string(),
  /** To be given back when something is done to the case. */
  version: z.number(),
});
export type CaseItem = z.output<typeof caseItem>;

export const caseQuery = z.object({
  queues: z.array(z.enum(CASE_QUEUES)).default([]),
  types: z.array(z.string()).default([]),
  ages: z.array(z.enum(CASE_AGES)).default([]),
  /** Of these colleges; empty: of all. */
  colleges: z.array(z.string()).default([]),
  /** Who looks after it; '' for nobody, null for anybody. */
  assignee: z.string().nullable().default(null),
  student: z.string().nullable().default(null),
  /** Part of the case's number, or of the student's name or 学号. */
  search: z.string().max(100).default(''),
});
export type CaseQuery = z.output<typeof caseQuery>;

const evidence = z.object({
  id: z.string(),
  material: z.string().nullable(),
  hash: z.string(),
  name: z.string(),
  mime: z.string(),
  bytes: z.number(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  dpi: z.number().nullable(),
});

const form = z.record(z.string(), z.string());

/** What is asked for, and how it stands. */
const material = z.object({
  id: z.string(),
  zh: z.string(),
  en: z.string(),
  help: z.object({ zh: z.string(), en: z.string() }).nullable(),
  isNeeded: z.boolean(),
  isTwoSided: z.boolean(),
  leastDpi: z.number().nullable(),
  mostBytes: z.number().nullable(),
  standing: z.enum(['there', 'waived', 'missing', 'not-needed']),
  /** Why it is waived. */
  reason: z.string().nullable(),
});

const step = z.object({
  move: z.string(),
  zh: z.string(),
  en: z.string(),
  by: z.enum(CASE_LEVELS),
  to: z.string(),
  needs: z.array(z.string()),
  effect: z.enum(CASE_EFFECTS),
  /** Why it can't be taken now, whoever takes it; null: it can. A code and gaps of CASE_REFUSED. */
  refusal: z.object({ case: z.string(), params: z.record(z.string(), z.string()) }).nullable(),
  /** It can be taken all the same when its `exception` says by what right. */
  isExceptable: z.boolean(),
});

/** What a person does to a case. */
export const caseAction = z.discriminatedUnion('do', [
  z.object({ do: z.literal('fill'), form }),
  z.object({ do: z.literal('remove'), evidence: z.string(), reason: z.string().max(4000) }),
  z.object({ do: z.literal('waive'), material: z.string(), reason: z.string().max(4000) }),
  z.object({ do: z.literal('comment'), text: z.string().max(4000) }),
  z.object({ do: z.literal('assign'), person: z.string().trim().min(1).max(40).nullable() }),
  z.object({ do: z.literal('extend'), due: z.string(), reason: z.string().max(4000) }),
  z.object({
    do: z.literal('move'),
    move: z.string(),
    person: z.string().trim().max(40).nullable().default(null),
    note: z.string().max(4000).default(''),
    reference: z.string().max(200).default(''),
    exception: z.string().max(4000).default(''),
  }),
]);

const whole = z.object({
  item: caseItem,
  /** As it was when the case began. */
  type: caseTypeShape,
  profile: correctionProfileShape.nullable(),
  /** Identity numbers in it are masked, unless they were asked for. */
  form,
  missingItems: z.array(z.string()),
  materials: z.array(material),
  evidence: z.array(evidence),
  decisions: z.array(z.object({ level: z.string(), person: z.string() })),
  steps: z.array(step),
  history: z.array(
    z.object({
      id: z.string(),
      at: z.number(),
      actor: z.string(),
      /** What was done, and to what: the words of an action, numbers masked. */
      did: z.string(),
      subject: z.object({ zh: z.string(), en: z.string() }).nullable(),
      person: z.string().nullable(),
      text: z.string(),
      batch: z.string().nullable(),
      isTakenBack: z.boolean(),
    }),
  ),
});
export type WholeCase = z.output<typeof whole>;

export const openedCases = z.object({
  batch: z.string().nullable(),
  opened: z.array(z.string()),
  /** For whom one was open, by its id. */
  already: z.array(z.object({ student: z.string(), case: z.string() })),
});

const counted = z.record(z.string(), z.number());

export const cases = {
  types: access({ needs: 'look', scope: 'filter' }).output(
    z.object({
      types: z.array(caseTypeShape),
      profiles: z.array(correctionProfileShape),
      profile: z.string(),
      reviewers: z.array(caseReviewer),
    }),
  ),
  list: access({ needs: 'look', scope: 'filter' })
    .input(
      z.object({
        query: caseQuery.prefault({}),
        offset: z.number().int().min(0).default(0),
        /** 0: only the counts. */
        limit: z.number().int().min(0).max(500).default(100),
      }),
    )
    .output(
      z.object({
        total: z.number(),
        items: z.array(caseItem),
        /** Of the query without its own choice of that kind. */
        queues: counted,
        types: counted,
        ages: counted,
        /** By the name of who looks after them; '' for nobody. */
        assignees: counted,
        colleges: counted,
      }),
    ),
  /**
   * Every case of a query, to be acted on at once. `kind`: cases of the same kind are of one type and in the same
   * state, so that the same steps may be taken with them.
   */
  named: access({ needs: 'look', scope: 'filter' })
    .input(z.object({ query: caseQuery.prefault({}) }))
    .output(
      z.object({ cases: z.array(z.object({ id: z.string(), version: z.number(), kind: z.string() })) }),
    ),
  /** A case by its id or number. Errors: NOT_FOUND. */
  get: access({
    needs: 'look',
    scope: named(['case', 'case']),
    audits: 'unmask',
    unmasks: { at: 'unmasked' },
  })
    .input(z.object({ case: z.string(), unmasked: z.boolean().default(false) }))
    .output(whole),
  /** Opens a case of a type for each student; for whom one is open, none. Errors: NOT_FOUND, CASE_REFUSED. */
  open: access({ needs: ['dispute', 'decide'], scope: named(['student', 'students']), audits: 'decision' })
    .input(
      z.object({
        type: z.string(),
        students: z.array(z.string()).min(1).max(20_000),
        form: form.default({}),
        note: z.string().max(4000).default(''),
        origin: z.enum(CASE_ORIGINS).default('staff'),
        assignee: z.string().trim().min(1).max(40).nullable().default(null),
      }),
    )
    .output(openedCases),
  /** What cases would be opened for in a campaign: problems without one. Errors: NOT_FOUND. */
  problems: access({ needs: 'decide', scope: 'whole' })
    .input(z.object({ campaign: z.string().nullable().default(null) }))
    .output(
      z.object({
        problems: z.array(z.object({ origin: z.enum(CASE_ORIGINS), type: z.string(), count: z.number() })),
      }),
    ),
  /** Opens them. */
  openProblems: access({ needs: 'decide', scope: 'whole', audits: 'decision' })
    .input(
      z.object({
        campaign: z.string().nullable().default(null),
        origin: z.enum(CASE_ORIGINS),
        type: z.string(),
        assignee: z.string().trim().min(1).max(40).nullable().default(null),
      }),
    )
    .output(z.object({ batch: z.string().nullable(), opened: z.number() })),
  /** Does something to a case, or the same to several: all or none. Errors: CASE_REFUSED, NOT_FOUND. */
  act: access({ needs: ['dispute', 'decide'], scope: named(['case', 'cases.case']), audits: 'decision' })
    .input(
      z.object({
        cases: z
          .array(z.object({ case: z.string(), seen: z.number().int() }))
          .min(1)
          .max(20_000),
        action: caseAction,
      }),
    )
    .output(z.object({ batch: z.string() })),
  /** A file handed in becomes evidence. Errors: FILE_UNKNOWN, FILE_DAMAGED, FILE_TOO_LARGE, CASE_REFUSED. */
  attach: access({ needs: ['dispute', 'decide'], scope: named(['case', 'case']), audits: 'change' })
    .input(
      z.object({
        case: z.string(),
        seen: z.number().int(),
        file: z.string(),
        material: z.string().nullable().default(null),
      }),
    )
    .output(
      z.object({
        batch: z.string(),
        /** What a rule asks for and the file does not have: `dpi`, `bytes`. It is taken all the same. */
        doubts: z.array(z.enum(['dpi', 'bytes'])),
      }),
    ),
  /** The office's list of persons who decide. */
  saveReviewers: access({ needs: 'rules', scope: 'whole', audits: 'settings' })
    .input(z.object({ reviewers: z.array(caseReviewer).max(REVIEWERS_AT_MOST) }))
    .output(z.object({ reviewers: z.array(caseReviewer) })),
  chooseProfile: access({ needs: 'rules', scope: 'whole', audits: 'settings' })
    .input(z.object({ profile: z.string() }))
    .output(z.object({ profile: z.string() })),
};
