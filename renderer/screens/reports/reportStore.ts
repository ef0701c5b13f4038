import { create } from 'zustand';
import type { ReportRequest } from '../../../shared/contract/reports.ts';
import type { MadeReport } from './reportDraft.ts';

interface ReportStore {
  /** null: nothing was chosen yet. */
  request: ReportRequest | null;
  made: MadeReport | null;
  setRequest(request: ReportRequest): void;
  setMade(made: MadeReport | null): void;
}

/** What was chosen and made last, kept while other pages are looked at. Never in storage. */
export const useReports = create<ReportStore>()((set) => ({
  request: null,
  made: null,
  setRequest: (request) => set({ request }),
  setMade: (made) => set({ made }),
}));
