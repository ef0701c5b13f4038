import { create } from 'zustand';
import type { ReportRequest } from '../../../shared/contract/reports.ts';
import type { MadeReport } from './reportDraft.ts';

/** What the page shows: reports of students, or the guides for them. */
export const REPORT_VIEWS = ['sheets', 'guides'] as const;
export type ReportView = (typeof REPORT_VIEWS)[number];

interface ReportStore {
  view: ReportView;
  /** null: nothing was chosen yet. */
  request: ReportRequest | null;
  made: MadeReport | null;
  setView(view: ReportView): void;
  /** Also shows the form that it is chosen in. */
  setRequest(request: ReportRequest): void;
  setMade(made: MadeReport | null): void;
}

/** What was chosen and made last, kept while other pages are looked at. Never in storage. */
export const useReports = create<ReportStore>()((set) => ({
  view: 'sheets',
  request: null,
  made: null,
  setView: (view) => set({ view }),
  setRequest: (request) => set({ request, view: 'sheets' }),
  setMade: (made) => set({ made }),
}));
