import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { Language } from '../text/texts.ts';

export type ThemeChoice = 'system' | 'light' | 'dark';

interface Preferences {
  language: Language;
  theme: ThemeChoice;
  navigationCollapsed: boolean;
  /** The campaign that lists and counts are of; null: the newest open one. */
  campaign: string | null;
  /** How wide a photo is on the wall, px. */
  photoSize: number;
  /** Whether faces are marked on large photos. */
  photoMarks: boolean;
  setLanguage(language: Language): void;
  setTheme(theme: ThemeChoice): void;
  setNavigationCollapsed(collapsed: boolean): void;
  setCampaign(campaign: string | null): void;
  setPhotoSize(size: number): void;
  setPhotoMarks(marks: boolean): void;
}

/** How this person likes the window. Kept in the browser's own storage: never any personal data. */
export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({
      language: 'zh',
      theme: 'system',
      navigationCollapsed: false,
      campaign: null,
      photoSize: 120,
      photoMarks: true,
      setLanguage: (language) => set({ language }),
      setTheme: (theme) => set({ theme }),
      setNavigationCollapsed: (navigationCollapsed) => set({ navigationCollapsed }),
      setCampaign: (campaign) => set({ campaign }),
      setPhotoSize: (photoSize) => set({ photoSize }),
      setPhotoMarks: (photoMarks) => set({ photoMarks }),
    }),
    { name: 'xueji-preferences', version: 1 },
  ),
);
