import { create } from 'zustand';

export interface CharacterRequest {
  /** What to look at: a name, or nothing to begin with an empty search. */
  name: string;
  /** The same student's name as other sources have it: a lost character may stand there. */
  otherNames: readonly string[];
}

interface CharacterPanelState {
  request: CharacterRequest | null;
  open(name?: string, otherNames?: readonly string[]): void;
  close(): void;
}

/** Whether the panel for rare characters is open, and for whose name. */
export const useCharacterPanel = create<CharacterPanelState>()((set) => ({
  request: null,
  open: (name = '', otherNames = []) => set({ request: { name, otherNames } }),
  close: () => set({ request: null }),
}));
