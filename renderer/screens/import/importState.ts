import type { Batch, ImportSession, PlanSummary, UndoResult } from '../../../shared/contract/imports.ts';
import type { ProgressEvent } from '../../../shared/contract/progress.ts';
import { IMPORT_KIND, type RequiredField } from '../../../shared/domain/importKinds.ts';
import { KEY_FIELDS } from '../../../shared/domain/studentFields.ts';

/** What a person says a file is. */
export type ImportChoice = Pick<ImportSession, 'kind' | 'source' | 'role' | 'campaign'>;

/** One thing to import: a spreadsheet, a zip, or a set of photos that belong together. The bytes stay outside. */
export interface QueueItem {
  id: string;
  name: string;
  files: number;
  bytes: number;
  choice: ImportChoice;
  /** Whether the kind was told by the file's name (and not yet confirmed by a person). */
  guessed: boolean;
  fate: 'waiting' | 'current' | 'imported' | 'skipped';
}

export type StepName =
  | 'choose'
  | 'opening'
  | 'header'
  | 'mapping'
  | 'planning'
  | 'findings'
  | 'changes'
  | 'committing'
  | 'done'
  | 'failed';

/** What the bar at the top shows: the places a person thinks of, not every moment between them. */
export type Place = 'choose' | 'header' | 'mapping' | 'findings' | 'changes' | 'done';

/**
 * Where the wizard is. Each step holds what it needs and nothing else can be asked for; `plan` stays with a
 * session only as long as nothing that it was made from has changed, so that going back and forward costs nothing.
 */
export type ImportStep =
  | { name: 'choose' }
  | { name: 'opening'; item: string; sent: number; bytes: number }
  | { name: 'header'; item: string; session: ImportSession; plan: PlanSummary | null }
  | { name: 'mapping'; item: string; session: ImportSession; plan: PlanSummary | null }
  | { name: 'planning'; item: string; session: ImportSession; progress: ProgressEvent | null }
  | { name: 'findings'; item: string; session: ImportSession; plan: PlanSummary }
  | { name: 'changes'; item: string; session: ImportSession; plan: PlanSummary }
  | {
      name: 'committing';
      item: string;
      session: ImportSession;
      plan: PlanSummary;
      progress: ProgressEvent | null;
    }
  | { name: 'done'; item: string; session: ImportSession; batch: Batch; undone: UndoResult | null }
  | {
      name: 'failed';
      item: string;
      during: 'opening' | 'planning' | 'committing';
      session: ImportSession | null;
      plan: PlanSummary | null;
      error: unknown;
    };

export interface ImportState {
  queue: readonly QueueItem[];
  step: ImportStep;
  /** A file that is open while the person looks at the list again: going forward resumes it as it was. */
  parked: Parked | null;
}

export interface Parked {
  item: string;
  session: ImportSession;
  plan: PlanSummary | null;
}

export type ImportEvent =
  | { type: 'added'; items: readonly QueueItem[] }
  | { type: 'removed'; id: string }
  | { type: 'chosen'; id: string; choice: Partial<ImportChoice> }
  | { type: 'putBack'; id: string }
  | { type: 'opening'; id: string }
  | { type: 'sent'; sent: number }
  | { type: 'expanded'; items: readonly QueueItem[] }
  | { type: 'opened'; session: ImportSession }
  | { type: 'resumed'; session: ImportSession }
  | { type: 'sessionChanged'; session: ImportSession }
  | { type: 'wentTo'; place: Place }
  | { type: 'planning' }
  | { type: 'progressed'; progress: ProgressEvent }
  | { type: 'planned'; plan: PlanSummary }
  | { type: 'committing' }
  | { type: 'committed'; batch: Batch }
  | { type: 'undone'; result: UndoResult }
  | { type: 'failed'; error: unknown }
  | { type: 'cancelled' }
  | { type: 'left'; fate: 'imported' | 'skipped' }
  | { type: 'finished' };

export const emptyImport: ImportState = { queue: [], step: { name: 'choose' }, parked: null };

/** The places for a kind of import. Photos have no header and no columns. */
export function placesOf(kind: ImportChoice['kind']): readonly Place[] {
  return kind === 'photos'
    ? ['choose', 'findings', 'changes', 'done']
    : ['choose', 'header', 'mapping', 'findings', 'changes', 'done'];
}

/** Under which place of the bar a step stands. */
export function placeOf(step: ImportStep): Place {
  switch (step.name) {
    case 'opening':
      return 'choose';
    case 'planning':
      return 'findings';
    case 'committing':
      return 'changes';
    case 'failed':
      return step.during === 'opening' ? 'choose' : step.during === 'planning' ? 'findings' : 'changes';
    default:
      return step.name;
  }
}

/** The session of the file being worked on, if it is open. */
export function sessionOf(step: ImportStep): ImportSession | null {
  return 'session' in step ? step.session : null;
}

/** The plan in hand, if one was made and still holds. */
export function planOf(step: ImportStep): PlanSummary | null {
  return 'plan' in step ? step.plan : null;
}

export function currentItem(state: ImportState): QueueItem | null {
  const { step } = state;
  if (step.name === 'choose') return null;
  return state.queue.find((item) => item.id === step.item) ?? null;
}

export function nextWaiting(state: ImportState): QueueItem | null {
  return state.queue.find((item) => item.fate === 'waiting') ?? null;
}

/**
 * What still keeps the columns from being understood: a student is found by an exact key only, and a roster
 * must name the student as well. Empty when the mapping suffices.
 */
export function missingFields(session: ImportSession): readonly RequiredField[] {
  const mapped = new Set(session.mapping.map((column) => column.field));
  return IMPORT_KIND[session.kind].required.filter((field) =>
    field === 'key' ? !KEY_FIELDS.some((key) => mapped.has(key)) : !mapped.has(field),
  );
}

export type Hindrance =
  | 'nothing-chosen'
  | 'campaign-missing'
  | 'no-header'
  | `${RequiredField}-unmapped`
  | 'nothing-to-do'
  | 'running';

/** Why a person can't go on from here; null when they can. Said next to the button that is disabled by it. */
export function hindranceOf(state: ImportState): Hindrance | null {
  const { step } = state;
  switch (step.name) {
    case 'choose': {
      const next = nextWaiting(state);
      if (!next) return 'nothing-chosen';
      const incomplete = state.queue.some(
        (item) =>
          item.fate === 'waiting' &&
          IMPORT_KIND[item.choice.kind].asks === 'campaign' &&
          item.choice.campaign === null,
      );
      return incomplete ? 'campaign-missing' : null;
    }
    case 'header':
      return step.session.headerRow === null ? 'no-header' : null;
    case 'mapping': {
      const [first] = missingFields(step.session);
      return first ? `${first}-unmapped` : null;
    }
    case 'changes':
      return step.plan.counts.created + step.plan.counts.updated === 0 ? 'nothing-to-do' : null;
    case 'opening':
    case 'planning':
    case 'committing':
      return 'running';
    default:
      return null;
  }
}

/** Whether a click on the bar may lead to a place: back always (while nothing runs), forward only with a plan. */
export function canGoTo(state: ImportState, place: Place): boolean {
  const { step } = state;
  const session = sessionOf(step);
  if (!session || hindranceOf(state) === 'running') return false;
  if (step.name === 'done' || step.name === 'choose') return false;
  if (!placesOf(session.kind).includes(place)) return false;
  switch (place) {
    case 'choose':
    case 'header':
      return true;
    case 'mapping':
      return session.headerRow !== null;
    case 'findings':
    case 'changes':
      return planOf(step) !== null;
    case 'done':
      return false;
  }
}

function withFate(queue: readonly QueueItem[], id: string, fate: QueueItem['fate']): readonly QueueItem[] {
  return queue.map((item) => (item.id === id ? { ...item, fate } : item));
}

/** The place that a session begins at, and that a cancelled or failed plan returns to. */
function beginning(item: string, session: ImportSession, plan: PlanSummary | null): ImportStep {
  return session.kind === 'photos'
    ? { name: 'planning', item, session, progress: null }
    : { name: 'header', item, session, plan };
}

function goTo(state: ImportState, place: Place): ImportState {
  const { step } = state;
  if (!canGoTo(state, place)) return state;
  const session = sessionOf(step);
  if (!session || step.name === 'choose') return state;
  const { item } = step;
  const plan = planOf(step);
  switch (place) {
    case 'choose':
      return {
        queue: withFate(state.queue, item, 'waiting'),
        step: { name: 'choose' },
        parked: { item, session, plan },
      };
    case 'header':
    case 'mapping':
      return { ...state, step: { name: place, item, session, plan } };
    case 'findings':
    case 'changes':
      return plan ? { ...state, step: { name: place, item, session, plan } } : state;
    case 'done':
      return state;
  }
}

/** What happens next. An event that does not fit the step (a late answer) changes nothing. */
export function importState(state: ImportState, event: ImportEvent): ImportState {
  const { step } = state;
  switch (event.type) {
    case 'added':
      return { ...state, queue: [...state.queue, ...event.items] };
    case 'removed':
      return {
        ...state,
        queue: state.queue.filter((item) => item.id !== event.id || item.fate === 'current'),
        parked: state.parked?.item === event.id ? null : state.parked,
      };
    case 'chosen':
      return {
        ...state,
        queue: state.queue.map((item) =>
          item.id === event.id
            ? { ...item, choice: { ...item.choice, ...event.choice }, guessed: false }
            : item,
        ),
      };
    case 'putBack':
      return {
        ...state,
        queue: state.queue.map((item) =>
          item.id === event.id && item.fate === 'skipped' ? { ...item, fate: 'waiting' } : item,
        ),
      };
    case 'opening': {
      const item = state.queue.find((entry) => entry.id === event.id);
      if (!item) return state;
      return {
        queue: withFate(state.queue, item.id, 'current'),
        step: { name: 'opening', item: item.id, sent: 0, bytes: item.bytes },
        parked: null,
      };
    }
    case 'sent':
      return step.name === 'opening' ? { ...state, step: { ...step, sent: event.sent } } : state;
    case 'expanded': {
      // A zip stands for the spreadsheets in it: they take its place, and the first goes on.
      const [first] = event.items;
      if (step.name !== 'opening' || !first) return state;
      const at = state.queue.findIndex((item) => item.id === step.item);
      return {
        ...state,
        queue: withFate(
          [...state.queue.slice(0, at), ...event.items, ...state.queue.slice(at + 1)],
          first.id,
          'current',
        ),
        step: { ...step, item: first.id, sent: first.bytes, bytes: first.bytes },
      };
    }
    case 'opened':
      return step.name === 'opening' ? { ...state, step: beginning(step.item, event.session, null) } : state;
    case 'resumed': {
      const { parked } = state;
      if (step.name !== 'choose' || !parked) return state;
      // The plan holds only for the very session that it was made from.
      const plan = parked.session === event.session ? parked.plan : null;
      return {
        queue: withFate(state.queue, parked.item, 'current'),
        step:
          plan && event.session.kind === 'photos'
            ? { name: 'findings', item: parked.item, session: event.session, plan }
            : beginning(parked.item, event.session, plan),
        parked: null,
      };
    }
    case 'sessionChanged': {
      if (step.name !== 'header' && step.name !== 'mapping') return state;
      return { ...state, step: { ...step, session: event.session, plan: null } };
    }
    case 'wentTo':
      return goTo(state, event.place);
    case 'planning': {
      const session = sessionOf(step);
      if (!session || step.name === 'choose' || step.name === 'done') return state;
      return { ...state, step: { name: 'planning', item: step.item, session, progress: null } };
    }
    case 'progressed':
      return step.name === 'planning' || step.name === 'committing'
        ? { ...state, step: { ...step, progress: event.progress } }
        : state;
    case 'planned':
      return step.name === 'planning'
        ? {
            ...state,
            step: { name: 'findings', item: step.item, session: step.session, plan: event.plan },
          }
        : state;
    case 'committing':
      return step.name === 'changes'
        ? {
            ...state,
            step: {
              name: 'committing',
              item: step.item,
              session: step.session,
              plan: step.plan,
              progress: null,
            },
          }
        : state;
    case 'committed':
      return step.name === 'committing'
        ? {
            ...state,
            queue: withFate(state.queue, step.item, 'imported'),
            step: {
              name: 'done',
              item: step.item,
              session: step.session,
              batch: event.batch,
              undone: null,
            },
          }
        : state;
    case 'undone':
      return step.name === 'done' ? { ...state, step: { ...step, undone: event.result } } : state;
    case 'failed': {
      if (step.name !== 'opening' && step.name !== 'planning' && step.name !== 'committing') return state;
      return {
        ...state,
        step: {
          name: 'failed',
          item: step.item,
          during: step.name,
          session: sessionOf(step),
          plan: planOf(step),
          error: event.error,
        },
      };
    }
    case 'cancelled':
      switch (step.name) {
        case 'opening':
          return { ...state, queue: withFate(state.queue, step.item, 'waiting'), step: { name: 'choose' } };
        case 'planning':
          return step.session.kind === 'photos'
            ? {
                queue: withFate(state.queue, step.item, 'waiting'),
                step: { name: 'choose' },
                parked: { item: step.item, session: step.session, plan: null },
              }
            : { ...state, step: { name: 'mapping', item: step.item, session: step.session, plan: null } };
        case 'committing':
          return {
            ...state,
            step: { name: 'changes', item: step.item, session: step.session, plan: step.plan },
          };
        default:
          return state;
      }
    case 'left':
      if (step.name === 'choose') return state;
      return { ...state, queue: withFate(state.queue, step.item, event.fate), step: { name: 'choose' } };
    case 'finished':
      return emptyImport;
  }
}
