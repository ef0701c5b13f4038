import { create } from 'zustand';

interface WindowLock {
  /** Nothing is asked anew meanwhile: a page that is told "locked" would lose what was being typed on it. */
  locked: boolean;
  setLocked(locked: boolean): void;
}

/** Whether the window is locked over whatever stands on it. */
export const useWindowLock = create<WindowLock>()((set) => ({
  locked: false,
  setLocked: (locked) => set({ locked }),
}));
