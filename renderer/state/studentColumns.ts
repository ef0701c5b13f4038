import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { StudentField } from '../../shared/domain/studentFields.ts';

export const USUAL_COLUMNS: readonly StudentField[] = [
  'studentNo',
  'idNumber',
  'collegeName',
  'majorName',
  'className',
];

interface StudentColumns {
  /** The fields shown beside the name, in this order. */
  fields: readonly StudentField[];
  /** Widths in px that the person gave columns by dragging. */
  widths: Readonly<Record<string, number>>;
  setFields(fields: readonly StudentField[]): void;
  setWidth(column: string, width: number): void;
  reset(): void;
}

/** How this person has set up the student table. */
export const useStudentColumns = create<StudentColumns>()(
  persist(
    (set) => ({
      fields: USUAL_COLUMNS,
      widths: {},
      setFields: (fields) => set({ fields }),
      setWidth: (column, width) => set((state) => ({ widths: { ...state.widths, [column]: width } })),
      reset: () => set({ fields: USUAL_COLUMNS, widths: {} }),
    }),
    { name: 'xueji-student-columns', version: 1 },
  ),
);
