import type { Batch, ImportSession, PlanSummary, UndoResult } from '../../../shared/contract/imports.ts';
import type { ProgressEvent } from '../../../shared/contract/progress.ts';

/** What a person says a file is. */
export type ImportChoice = Pick<ImportSession, 'kind' | 'source' | 'role' | 'faces' | 'campaign'>;

/** Why a file is not imported without being looked at, and how many of its rows that concerns. */
export interface NeedsPerson {
  why: 'failed' | 'header' | 'columns' | 'rows' | 'warnings';
  count: number;
}

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
  /** Why it was not imported together with the others. */
  needs?: NeedsPerson;
  /** What became of its rows, once it is imported. */
  counts?: PlanSummary['counts'];
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
  /** A memo file that came later than its table. */
  | { type: 'joined'; id: string; files: number; bytes: number }
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
  /** Back into the list: to be looked at, to be begun again, or, with counts, as done. */
  | { type: 'laidAside'; needs: NeedsPerson | null; counts?: PlanSummary['counts'] }
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

/** The next file that nobody has to look at, as far as is known. */
export function nextUnseen(state: ImportState): QueueItem | null {
  return state.queue.find((item) => item.fate === 'waiting' && item.needs === undefined) ?? null;
}
