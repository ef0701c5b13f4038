import { create } from 'zustand';
import type { GuideContact } from '../../../shared/contract/guides.ts';

interface GuideStore {
  /** What was written and not saved, by guide. */
  drafts: Readonly<Record<string, string>>;
  contact: GuideContact | null;
  setDraft(key: string, body: string | null): void;
  setContact(contact: GuideContact | null): void;
}

/** What is being written, kept while other pages are looked at. Never in storage. */
export const useGuideDrafts = create<GuideStore>()((set) => ({
  drafts: {},
  contact: null,
  setDraft: (key, body) =>
    set(({ drafts: { [key]: _before, ...others } }) => ({
      drafts: body === null ? others : { ...others, [key]: body },
    })),
  setContact: (contact) => set({ contact }),
}));
