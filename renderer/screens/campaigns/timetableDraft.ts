import type { Milestone } from '../../../shared/contract/timetable.ts';

/** A step of the timetable of a campaign that is being set up. */
export interface DraftStep {
  /** Of the year's calendar: its kind; of the office's own: a number as text. */
  key: string;
  kind: string | null;
  name: string;
  from: string | null;
  to: string | null;
  usual: Milestone['usual'];
}

/** What a person made of the calendar's draft. */
export interface TimetableDraft {
  /** By kind: how a step of the calendar was edited; null: it was taken out. */
  edited: Readonly<Record<string, Pick<DraftStep, 'name' | 'from' | 'to'> | null>>;
  /** Steps of the office's own. */
  added: readonly DraftStep[];
}

export const NO_EDITS: TimetableDraft = { edited: {}, added: [] };

/**
 * What will be kept: the calendar's steps as they were edited, then the office's own. Another type of campaign brings
 * other steps of the calendar, and what was edited of those that both have stays.
 */
export function draftSteps(usual: readonly Omit<DraftStep, 'key'>[], draft: TimetableDraft): DraftStep[] {
  const ofCalendar = usual.flatMap((step): DraftStep[] => {
    const key = step.kind!;
    const edit = draft.edited[key];
    return edit === null ? [] : [{ ...step, ...edit, key }];
  });
  return [...ofCalendar, ...draft.added];
}

export function withStep(draft: TimetableDraft, step: DraftStep): TimetableDraft {
  const { key, kind, name, from, to } = step;
  if (kind !== null) return { ...draft, edited: { ...draft.edited, [kind]: { name, from, to } } };
  const known = draft.added.some((one) => one.key === key);
  const added = known ? draft.added.map((one) => (one.key === key ? step : one)) : [...draft.added, step];
  return { ...draft, added };
}

export function withoutStep(draft: TimetableDraft, { key, kind }: DraftStep): TimetableDraft {
  if (kind !== null) return { ...draft, edited: { ...draft.edited, [kind]: null } };
  return { ...draft, added: draft.added.filter((one) => one.key !== key) };
}

/** A step that would end before it begins; null: there is none. */
export function backwardsStep(steps: readonly DraftStep[]): DraftStep | null {
  return steps.find(({ from, to }) => from !== null && to !== null && from > to) ?? null;
}
