import { create } from 'zustand';

export interface UndoOffer {
  id: number;
  /** What was done, in a sentence. */
  text: string;
  /** Takes it back and answers with a sentence for what happened, or null for the usual one. */
  undo: (() => Promise<string | null>) | null;
}

interface UndoState {
  offer: UndoOffer | null;
  /** Shows what was done, with the way back; a newer offer takes the place of an older one. */
  show(text: string, undo?: (() => Promise<string | null>) | null): void;
  dismiss(): void;
}

let nextId = 1;

export const useUndo = create<UndoState>()((set) => ({
  offer: null,
  show: (text, undo = null) => {
    const id = nextId;
    nextId += 1;
    set({ offer: { id, text, undo } });
  },
  dismiss: () => set({ offer: null }),
}));
