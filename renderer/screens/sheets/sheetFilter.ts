import type { SheetQuery } from '../../../shared/contract/sheets.ts';
import { WAITED_FOR } from '../../../shared/domain/sheetStanding.ts';

/** The parts in which the sheets are looked at; `questions` are the students whom they leave to a person. */
export const SHEET_VIEWS = [
  'all',
  'waited',
  'printed',
  'out',
  'partly',
  'returned',
  'overdue',
  'questions',
] as const;
export type SheetView = (typeof SHEET_VIEWS)[number];

export interface SheetFilter {
  /** null: the one that the window is about. */
  campaign: string | null;
  view: SheetView;
  holder: string | null;
  college: string | null;
  search: string;
}

/** The filter that a link says; what is no part opens all. */
export function sheetFilterOf(params: URLSearchParams): SheetFilter {
  return {
    campaign: params.get('campaign'),
    view: SHEET_VIEWS.find((view) => view === params.get('view')) ?? 'all',
    holder: params.get('holder'),
    college: params.get('college'),
    search: params.get('search') ?? '',
  };
}

export function linkOfSheetFilter({ view, search, ...rest }: SheetFilter): Record<string, string> {
  const link: Record<string, string> = {};
  if (view !== 'all') link.view = view;
  if (search !== '') link.search = search;
  for (const [name, value] of Object.entries(rest)) if (value !== null) link[name] = value;
  return link;
}

export function queryOfSheetFilter({ view, ...rest }: SheetFilter): SheetQuery {
  const isState = view !== 'all' && view !== 'overdue' && view !== 'questions' && view !== 'waited';
  const states = isState ? [view] : view === 'waited' ? [...WAITED_FOR] : [];
  return { ...rest, states, overdue: view === 'overdue' };
}
