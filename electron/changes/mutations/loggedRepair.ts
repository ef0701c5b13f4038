import type { KeyField, Source } from '../../../shared/domain/studentFields.ts';

/** A number that a file no longer holds whole and that a person took from elsewhere: what it had, and why. */
export interface LoggedRepair {
  student: string;
  field: KeyField | 'className';
  /** As the file has it. */
  received: string;
  /** What, with what was left of the number, shows whose it is; null: how the rest of the column is written. */
  by: KeyField | 'name' | 'className' | null;
  /** Who has the number whole; null: nobody. */
  source: Source | null;
}
