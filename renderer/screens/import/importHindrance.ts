import type { ImportSession } from '../../../shared/contract/imports.ts';
import { IMPORT_KIND, type RequiredField } from '../../../shared/domain/importKinds.ts';
import { KEY_FIELDS } from '../../../shared/domain/studentFields.ts';
import { type ImportState, nextWaiting, type Place, placesOf, planOf, sessionOf } from './importSteps.ts';

/**
 * What still keeps the columns from being understood: a student is found by an exact key only, and a roster
 * must name the student as well. Empty when the mapping suffices.
 */
export function missingFields(session: ImportSession): readonly RequiredField[] {
  const mapped = new Set(session.mapping.map((column) => column.field));
  const hasKey = KEY_FIELDS.some((key) => mapped.has(key));
  return IMPORT_KIND[session.kind].required.filter((field) => {
    if (field === 'key') return !hasKey;
    return field === 'keyOrClass' ? !hasKey && !mapped.has('className') : !mapped.has(field);
  });
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
