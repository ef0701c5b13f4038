import { createInstance } from 'i18next';
import type { DecisionKind, PairReason, WorkState } from '../contract/reconcile.ts';
import type { RefusedWork } from '../contract/sync.ts';
import type { CaseLevel } from '../domain/cases/caseType.ts';
import type { ChaseReason, ChaseReasonCode, ContactOutcome } from '../domain/chaseReason.ts';
import type { ChaseState, ContactWay, ContactWhom } from '../domain/chaseStanding.ts';
import type { CounterPhotoReason } from '../domain/counterVisit.ts';
import type { DifferenceKind } from '../domain/differenceKind.ts';
import type { Finding, Outcome, Severity } from '../domain/findings.ts';
import type { GuidePart } from '../domain/guideText.ts';
import type { ImportField, ImportKind } from '../domain/importKinds.ts';
import type { ReportOutcome } from '../domain/mailReturn.ts';
import type { MailProblem, MailState } from '../domain/mailStates.ts';
import type { RecordCause } from '../domain/recordCauses.ts';
import { ID_TYPES, type IdType, type Source } from '../domain/studentFields.ts';
import type {
  CampaignType,
  EventSource,
  LockRule,
  Status,
  StatusReason,
  Verdict,
} from '../domain/verificationStatus.ts';
import { workKind } from '../domain/workKind.ts';
import { type CaseText, caseText } from './caseText.ts';
import { cases as casesEn } from './en/cases.ts';
import { chase as chaseEn } from './en/chase.ts';
import { errors as errorsEn } from './en/errors.ts';
import { fields as fieldsEn } from './en/fields.ts';
import { findings as findingsEn } from './en/findings.ts';
import { guide as guideEn } from './en/guide.ts';
import { mail as mailEn } from './en/mail.ts';
import { photos as photosEn } from './en/photos.ts';
import { pictures as picturesEn } from './en/pictures.ts';
import { rowFields as rowFieldsEn } from './en/rowFields.ts';
import { sheets as sheetsEn } from './en/sheets.ts';
import { syncedWork as syncedWorkEn } from './en/syncedWork.ts';
import { terms as termsEn } from './en/terms.ts';
import { trust as trustEn } from './en/trust.ts';
import { verify as verifyEn } from './en/verify.ts';
import { type PhotoText, photoText } from './photoText.ts';
import { type PictureText, pictureText } from './pictureText.ts';
import { type SheetText, sheetText } from './sheetText.ts';
import { type TrustText, trustText } from './trustText.ts';
import { type VerifyText, verifyText } from './verifyText.ts';
import { cases } from './zh/cases.ts';
import { chase } from './zh/chase.ts';
import { errors } from './zh/errors.ts';
import { fields } from './zh/fields.ts';
import { findings } from './zh/findings.ts';
import { guide } from './zh/guide.ts';
import { mail } from './zh/mail.ts';
import { photos } from './zh/photos.ts';
import { pictures } from './zh/pictures.ts';
import { rowFields } from './zh/rowFields.ts';
import { sheets } from './zh/sheets.ts';
import { syncedWork } from './zh/syncedWork.ts';
import { terms } from './zh/terms.ts';
import { trust } from './zh/trust.ts';
import { verify } from './zh/verify.ts';

const CATALOGUES = {
  zh: {
    ...{
      fields,
      findings,
      errors,
      terms,
      photos,
      chase,
      cases,
      mail,
      sheets,
      verify,
      trust,
      pictures,
      guide,
    },
    ...{ syncedWork, rowFields },
  },
  en: {
    fields: fieldsEn,
    findings: findingsEn,
    errors: errorsEn,
    terms: termsEn,
    photos: photosEn,
    chase: chaseEn,
    cases: casesEn,
    verify: verifyEn,
    trust: trustEn,
    mail: mailEn,
    pictures: picturesEn,
    sheets: sheetsEn,
    guide: guideEn,
    syncedWork: syncedWorkEn,
    rowFields: rowFieldsEn,
  },
} as const;

export type Language = keyof typeof CATALOGUES;
export const LANGUAGES = Object.keys(CATALOGUES) as Language[];

export interface SaidError {
  /** What happened. */
  message: string;
  /** What to do next. */
  hint: string;
}

/** The words and sentences that core, command line, reports and window share, in one language. */
export interface Text {
  language: Language;
  /** The label of a field; a name that is no field of ours comes back as it is. */
  label(field: ImportField | string): string;
  /** The label of a field of a row of that entity; null: it is none that people type or read. */
  rowLabel(entity: string, field: string): string | null;
  sayFinding(finding: Finding): string;
  /** Takes an AppError, or code and params as they came over a wire. An unknown code is said as INTERNAL. */
  sayError(error: { code: string; params?: Record<string, string | number> }): SaidError;
  outcome(outcome: Outcome): string;
  severity(severity: Severity): string;
  source(source: Source): string;
  idType(type: IdType): string;
  importKind(kind: ImportKind): string;
  status(status: Status): string;
  statusReason(reason: StatusReason): string;
  verdict(verdict: Verdict): string;
  eventSource(source: EventSource): string;
  counterPhotoReason(reason: CounterPhotoReason): string;
  campaignType(type: CampaignType): string;
  lockRule(rule: LockRule): string;
  difference(kind: DifferenceKind): string;
  workState(state: WorkState): string;
  pairReason(reason: PairReason): string;
  /** What was decided about a difference; `source` is whose word was accepted. */
  decision(kind: DecisionKind | 'staff', source: Source | null): string;
  stage(stage: keyof typeof terms.stage): string;
  photo: PhotoText;
  chase: ChaseText;
  /** Verifying printed sheets. */
  verify: VerifyText;
  /** People, and what they did. */
  trust: TrustText;
  mail: MailText;
  sheet: SheetText;
  picture: PictureText;
  cases: CaseText;
  guide: GuideText;
  work: WorkText;
}

/** What was done at a desk of a hub, and why the hub refused it. */
export interface WorkText {
  /** By the name of the mutation. */
  did(name: string): string;
  refusedWhy(why: RefusedWork['why']): string;
}

/** The guides for students that the program brings along. */
export interface GuideText {
  readonly name: Record<GuidePart, string>;
  /** As an office may write it: shared/domain/guideText. */
  readonly body: Record<GuidePart, string>;
  /** How long an answer can be changed. */
  readonly rule: Record<LockRule | 'none', string>;
  /** Where the office has not said what it is called. */
  readonly office: string;
  /** On every page. */
  readonly foot: string;
}

export type BuiltInTemplate = keyof typeof chase.template;

/** The words about chasing those who are not done. */
export interface ChaseText {
  /** Why a student is not done; what the office does next; what the student is told to do. */
  reason(reason: ChaseReason): string;
  /** A reason in a few characters. */
  name(code: ChaseReasonCode): string;
  step(reason: ChaseReason): string;
  tell(reason: ChaseReason): string;
  cause(cause: RecordCause): string;
  template(id: BuiltInTemplate): { name: string; subject?: string; body: string };
  /** A student's line in a message that many read. */
  line(line: { name: string; tail: string }): string;
  /** The same with the reason, and the heading of a class, in a mail about several. */
  mailLine(line: { name: string; tail: string; reason: string }): string;
  mailClass(name: string): string;
  state(state: ChaseState): string;
  whom(whom: ContactWhom): string;
  way(way: ContactWay): string;
  outcome(outcome: ContactOutcome): string;
}

/** The words about mails that go out. */
export interface MailText {
  state(state: MailState): string;
  /** What was in the way, and what to do about it. */
  problem(problem: MailProblem): SaidError;
  /** What a message in the office's mailbox comes to. */
  report(outcome: ReportOutcome): string;
  /** The headings of the list that goes with a mail, and its file's name. */
  sheet: { name: string; headings: readonly string[] };
  /** What a test mail is called and says. */
  test: { subject: string; body: string };
}

type Gaps = Record<string, string | number>;
/** i18next's own types are for one set of resources per program; ours are checked by the catalogues' types. */
type Say = (key: string, options?: Gaps) => string;

/** Findings whose suggestion is an identity number, which sentences do not repeat. */
const QUIET_SUGGESTIONS: ReadonlySet<string> = new Set(['ID_15_DIGITS', 'ID_CHECKSUM_WRONG']);

export function createText(language: Language): Text {
  const instance = createInstance();
  void instance.init({
    lng: language,
    fallbackLng: false,
    defaultNS: 'text',
    resources: { [language]: { text: CATALOGUES[language] } },
    interpolation: { escapeValue: false, skipOnVariables: true },
    missingInterpolationHandler: () => '',
    initAsync: false,
  });
  const say: Say = (key, options) => (instance.t as unknown as Say)(key, options);
  const catalogue = CATALOGUES[language];
  const label = (field: string): string =>
    field in catalogue.fields ? catalogue.fields[field as ImportField] : field;
  // Which kinds have labels, and of which fields, is for whoever asks to find out.
  const rows: Readonly<Record<string, Readonly<Record<string, string>>>> = catalogue.rowFields;
  const rowLabel = (entity: string, field: string): string | null =>
    entity === 'record' ? label(field) : (rows[entity]?.[field] ?? null);
  const idType = (type: string): string =>
    (ID_TYPES as readonly string[]).includes(type) ? catalogue.terms.idType[type as IdType] : type;

  const verdictName = (text: string): string =>
    Object.hasOwn(catalogue.terms.verdict, text) ? catalogue.terms.verdict[text as Verdict] : text;

  const sourceName = (source: string | number | undefined): string =>
    source !== undefined && Object.hasOwn(catalogue.terms.source, source)
      ? catalogue.terms.source[source as Source]
      : catalogue.terms.anotherSource;

  function sayFinding(finding: Finding): string {
    const params = finding.params ?? {};
    const gaps: Gaps = {
      ...params,
      column: finding.column ?? (finding.field === null ? '' : label(finding.field)),
      field: finding.field === null ? '' : label(finding.field),
      value: finding.value === null ? catalogue.terms.empty : verdictName(finding.value),
      held: verdictName(String(params.held ?? '')),
      differing:
        params.differing === undefined
          ? ''
          : say('terms.differing', { field: label(String(params.differing)) }),
      suggestion: finding.suggestion ?? '',
      typeName: idType(String(params.type ?? '')),
      byName: params.by === undefined ? '' : label(String(params.by)),
      sourceName: sourceName(params.source),
      againstName: params.against === undefined ? '' : label(String(params.against)),
      inferredName: idType(String(params.inferred ?? '')),
      context: String(params.case ?? ''),
    };
    const sentence = say(`findings.${finding.code}`, gaps);
    if (finding.code === 'ID_DIGITS_LOST') {
      const offered = finding.suggestion !== null && params.case !== 'repaired';
      const more = offered
        ? 'terms.wholeNumberFound'
        : params.against === undefined
          ? null
          : 'terms.wholeNumberAgainst';
      return more === null ? sentence : sentence + (language === 'en' ? ' ' : '') + say(more, gaps);
    }
    if (finding.suggestion === null || QUIET_SUGGESTIONS.has(finding.code)) return sentence;
    if (finding.code === 'ID_TYPE_OTHER' || sentence.includes(finding.suggestion)) return sentence;
    const offer = finding.code.startsWith('PHOTO_') ? 'terms.suggestedStudents' : 'terms.suggestion';
    return sentence + (language === 'en' ? ' ' : '') + say(offer, { suggestion: finding.suggestion });
  }

  function sayError(error: { code: string; params?: Record<string, string | number> }): SaidError {
    const code = Object.hasOwn(catalogue.errors, error.code) ? error.code : 'INTERNAL';
    const params = error.params ?? {};
    const file = params.file ?? params.name;
    const context = params.case ?? params.what ?? (params.incident === undefined ? undefined : 'incident');
    const gaps: Gaps = {
      ...params,
      ...inLanguage(params, language),
      theFile: file === undefined ? catalogue.terms.thisFile : say('terms.namedFile', { file }),
      context: String(context ?? (params.detail === undefined ? '' : 'detail')),
      theRest: Number(params.more ?? 0) > 0 ? say('terms.moreProblems', { count: params.more! }) : '',
      levelName: catalogue.cases.level[params.level as CaseLevel] ?? '',
      fieldLabel: params.field === undefined ? '' : label(String(params.field)),
    };
    return { message: capital(say(`errors.${code}.message`, gaps)), hint: say(`errors.${code}.hint`, gaps) };
  }

  return {
    language,
    label,
    rowLabel,
    sayFinding,
    sayError,
    outcome: (outcome) => catalogue.terms.outcome[outcome],
    severity: (severity) => catalogue.terms.severity[severity],
    source: (source) => catalogue.terms.source[source],
    idType,
    importKind: (kind) => catalogue.terms.importKind[kind],
    status: (status) => catalogue.terms.status[status],
    statusReason: (reason) => say(`terms.statusReason.${reason.code}`, reason.params),
    verdict: (verdict) => catalogue.terms.verdict[verdict],
    eventSource: (source) => catalogue.terms.eventSource[source],
    counterPhotoReason: (reason) => catalogue.terms.counterPhotoReason[reason],
    campaignType: (type) => catalogue.terms.campaignType[type],
    lockRule: (rule) => catalogue.terms.lockRule[rule],
    difference: (kind) => catalogue.terms.difference[kind],
    workState: (state) => catalogue.terms.workState[state],
    pairReason: (reason) => catalogue.terms.pairReason[reason],
    decision: (kind, source) =>
      say(`terms.decision.${kind}`, { source: source === null ? '' : catalogue.terms.source[source] }),
    stage: (stage) => catalogue.terms.stage[stage],
    photo: photoText(catalogue.photos, say),
    chase: chaseText(catalogue, say, label),
    verify: verifyText(catalogue.verify, say),
    trust: trustText(catalogue.trust, say),
    mail: {
      state: (state) => catalogue.mail.state[state],
      problem: (problem) => catalogue.mail.problem[problem],
      report: (outcome) => catalogue.mail.report[outcome],
      sheet: catalogue.mail.sheet,
      test: catalogue.mail.test,
    },
    sheet: sheetText(catalogue.sheets, say),
    picture: pictureText(catalogue.pictures, catalogue.chase, say),
    guide: catalogue.guide,
    work: {
      did: (name) => catalogue.syncedWork.did[workKind(name)],
      refusedWhy: (why) => catalogue.syncedWork.refusedWhy[why],
    },
    cases: caseText(catalogue.cases, language, say),
  };
}

function chaseText(
  { chase: words, terms: names }: (typeof CATALOGUES)[Language],
  say: Say,
  label: (field: string) => string,
): ChaseText {
  const sentence =
    (part: 'reason' | 'step' | 'tell') =>
    ({ code, params }: ChaseReason) =>
      say(`chase.${part}.${code}`, {
        ...params,
        missingLabel: label(params.missing ?? ''),
        context: params.from !== undefined ? 'from' : params.photographer !== undefined ? 'by' : '',
      });
  return {
    reason: sentence('reason'),
    name: (code) => words.name[code],
    step: sentence('step'),
    tell: sentence('tell'),
    cause: (cause) =>
      cause.code === 'differs'
        ? say('chase.cause.differs', {
            sourceName: names.source[cause.source],
            fieldLabel: label(cause.field),
            kindName: names.difference[cause.kind],
          })
        : words.cause[cause.code],
    template: (id) => words.template[id],
    line: (line) => say('chase.line', line),
    mailLine: (line) => say('chase.mailLine', line),
    mailClass: (name) => say('chase.mailClass', { name }),
    state: (state) => words.state[state],
    whom: (whom) => words.whom[whom],
    way: (way) => words.way[way],
    outcome: (outcome) => words.outcome[outcome],
  };
}

/** A sentence that begins with "this file" begins with a capital letter; Chinese has none. */
function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** What has a name in either language (`stateZh`, `stateEn`) is called in this one (`state`). */
function inLanguage(params: Record<string, string | number>, language: Language): Gaps {
  const ending = language === 'zh' ? /Zh$/ : /En$/;
  const named = Object.entries(params).filter(([key]) => ending.test(key));
  return Object.fromEntries(named.map(([key, name]) => [key.replace(ending, ''), name]));
}
