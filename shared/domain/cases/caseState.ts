import { type CaseDecision, isReviewLevel } from './caseReviewers.ts';
import type { CaseForm, CaseRules } from './caseRules.ts';
import { termEnd } from './caseTerm.ts';
import { type CaseOrigin, type CaseOutput, moveOf, stateOf } from './caseType.ts';

/** A file of proof. Its bytes are kept under the hash. */
export interface CaseEvidence {
  id: string;
  /** Of the materials; null: for none of them. */
  material: string | null;
  hash: string;
  name: string;
  mime: string;
  /** Of the file. */
  bytes: number;
  /** Pixels and dots per inch; null where it is no picture, or does not say. */
  width: number | null;
  height: number | null;
  dpi: number | null;
}

export interface CaseOpening {
  do: 'open';
  form: CaseForm;
  note: string;
  origin: { kind: CaseOrigin; id: string | null };
  assignee: string | null;
}

export interface CaseMoving {
  do: 'move';
  move: string;
  /** Who decided it, where the level has persons. */
  person: string | null;
  note: string;
  /** The number of a document, e.g. of the province's answer. */
  reference: string;
  /** Why it is taken although the province's window is shut. */
  exception: string;
}

/** The case was put on a list, into an upload or into a letter, which somebody may have sent. */
export interface CasePuttingOut {
  do: 'put-out';
  output: CaseOutput;
  /** What it is called, e.g. of a letter. */
  name: string;
  /** The sheet's number; empty: it has none. */
  sheet: string;
  /** Of what it said of the case: the same again is told. */
  digest: string;
}

/** Everything that can be done to a case. What was done is kept as it was said, one entry of the history each. */
export type CaseAction =
  | CaseOpening
  /** Answers of the form; an empty one takes the answer back. */
  | { do: 'fill'; form: CaseForm }
  | { do: 'attach'; evidence: CaseEvidence }
  | { do: 'remove'; evidence: string; reason: string }
  /** A copy with parts painted over, beside its original or in its place. */
  | { do: 'redact'; evidence: CaseEvidence; of: string; replaces: boolean }
  /** A material that is not asked for of this student; an empty reason asks for it again. */
  | { do: 'waive'; material: string; reason: string }
  | { do: 'comment'; text: string }
  | { do: 'assign'; person: string | null }
  | { do: 'extend'; due: string; reason: string }
  | CasePuttingOut
  /** All its files, those removed before as well, are gone for good: the time for which they are kept is over. */
  | { do: 'purge'; hashes: string[] }
  | CaseMoving;

/** A case as it stands: the whole of it, folded from its history. */
export interface CaseState {
  state: string;
  /** The day on which it came into the state, YYYY-MM-DD in China. */
  entered: string;
  /** The day by which whoever acts has to have acted; null: none is set. */
  due: string | null;
  form: CaseForm;
  evidence: readonly CaseEvidence[];
  /** Material → why it is not asked for. */
  waived: Readonly<Record<string, string>>;
  /** Who in the office looks after it. */
  assignee: string | null;
  /** Decisions since it was last opened. */
  decisions: readonly CaseDecision[];
  origin: CaseOpening['origin'];
  /** Entries of its history: what somebody had seen who decided to act. */
  version: number;
}

/** An entry of the history: what was done on which day (YYYY-MM-DD in China). */
export interface CaseStep {
  action: CaseAction;
  day: string;
}

/**
 * What becomes of a case by a step that was allowed (allowCaseAction): a function of its arguments, so that a history
 * comes to the same on every computer. A case begins by being opened.
 */
export function stepCase(rules: CaseRules, before: CaseState | null, { action, day }: CaseStep): CaseState {
  if (action.do === 'open') return opened(rules, action, day);
  if (before === null) throw new Error('a case begins by being opened');
  return { ...before, ...effectOf(rules, before, action, day), version: before.version + 1 };
}

/** A case from its whole history, oldest first. */
export function replayCase(rules: CaseRules, history: readonly CaseStep[]): CaseState {
  let state: CaseState | null = null;
  for (const step of history) state = stepCase(rules, state, step);
  if (state === null) throw new Error('a case without a history');
  return state;
}

function opened(rules: CaseRules, { form, origin, assignee }: CaseOpening, day: string): CaseState {
  return {
    ...entering(rules, rules.type.start, day),
    form: answered({}, form),
    evidence: [],
    waived: {},
    assignee,
    decisions: [],
    origin,
    version: 1,
  };
}

function effectOf(
  rules: CaseRules,
  before: CaseState,
  action: Exclude<CaseAction, CaseOpening>,
  day: string,
): Partial<CaseState> {
  switch (action.do) {
    case 'fill':
      return { form: answered(before.form, action.form) };
    case 'attach':
      return { evidence: [...before.evidence, action.evidence] };
    case 'redact': {
      // In the original's place: front and back of a card stay in their order.
      const { of, evidence: copy, replaces } = action;
      const stays = (one: CaseEvidence) => (replaces ? [copy] : [one, copy]);
      return { evidence: before.evidence.flatMap((one) => (one.id === of ? stays(one) : [one])) };
    }
    case 'remove':
      return { evidence: before.evidence.filter(({ id }) => id !== action.evidence) };
    case 'waive':
      return { waived: answered(before.waived, { [action.material]: action.reason }) };
    case 'comment':
    case 'put-out':
      return {};
    case 'purge':
      return { evidence: [] };
    case 'assign':
      return { assignee: action.person };
    case 'extend':
      return { due: action.due };
    case 'move': {
      const { to, by, effect } = moveOf(rules.type, action.move)!;
      const decided =
        isReviewLevel(by) && action.person !== null ? [{ level: by, person: action.person.trim() }] : [];
      return {
        ...entering(rules, to, day),
        decisions: effect === 'reopen' ? [] : [...before.decisions, ...decided],
      };
    }
  }
}

function entering(
  { type }: CaseRules,
  state: string,
  day: string,
): Pick<CaseState, 'state' | 'entered' | 'due'> {
  const { due } = stateOf(type, state);
  return { state, entered: day, due: due && termEnd(due, day) };
}

function answered(before: CaseForm, said: CaseForm): CaseForm {
  const after: Record<string, string> = { ...before };
  for (const [id, value] of Object.entries(said)) {
    const text = value.trim();
    if (text === '') delete after[id];
    else after[id] = text;
  }
  return after;
}
