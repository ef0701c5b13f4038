import { create } from 'zustand';
import type { ProgressEvent } from '../../shared/contract/progress.ts';

export interface RunningTask {
  id: number;
  title: string;
  progress: ProgressEvent | null;
  cancelling: boolean;
  /** It takes something back: shown where undo is offered. */
  undoes: boolean;
  cancel(): void;
}

interface Tasks {
  running: readonly RunningTask[];
  add(task: RunningTask): void;
  report(id: number, change: Partial<Pick<RunningTask, 'progress' | 'cancelling'>>): void;
  remove(id: number): void;
}

/** Long work of this window, for the status line: it goes on while another page is looked at. */
export const useTasks = create<Tasks>()((set) => ({
  running: [],
  add: (task) => set((state) => ({ running: [...state.running, task] })),
  report: (id, change) =>
    set((state) => ({
      running: state.running.map((task) => (task.id === id ? { ...task, ...change } : task)),
    })),
  remove: (id) => set((state) => ({ running: state.running.filter((task) => task.id !== id) })),
}));
