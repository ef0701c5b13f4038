import type { ImportSession, PlanSummary } from '../../../shared/contract/imports.ts';
import { canGoTo } from './importHindrance.ts';
import {
  emptyImport,
  type ImportEvent,
  type ImportState,
  type ImportStep,
  type Place,
  planOf,
  type QueueItem,
  sessionOf,
} from './importSteps.ts';

/** A file that is taken up again is no longer known to need anything. */
function withFate(
  queue: readonly QueueItem[],
  id: string,
  fate: QueueItem['fate'],
  known: Pick<QueueItem, 'needs' | 'counts'> = {},
): readonly QueueItem[] {
  return queue.map((item) => {
    if (item.id !== id) return item;
    const { needs: _, ...kept } = item;
    return { ...kept, fate, ...known };
  });
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
    case 'joined':
      return {
        ...state,
        queue: state.queue.map((item) =>
          item.id === event.id ? { ...item, files: event.files, bytes: event.bytes } : item,
        ),
        parked: state.parked?.item === event.id ? null : state.parked,
      };
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
      // What was checked has to be checked anew.
      if (step.name === 'findings' || step.name === 'changes') {
        const { item } = step;
        return { ...state, step: { name: 'planning', item, session: event.session, progress: null } };
      }
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
            queue: withFate(state.queue, step.item, 'imported', { counts: event.batch.counts }),
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
    case 'laidAside': {
      if (step.name === 'choose') return state;
      const { needs, counts } = event;
      const queue = counts
        ? withFate(state.queue, step.item, 'imported', { counts })
        : withFate(state.queue, step.item, 'waiting', needs ? { needs } : {});
      return { queue, step: { name: 'choose' }, parked: null };
    }
    case 'finished':
      return emptyImport;
  }
}
