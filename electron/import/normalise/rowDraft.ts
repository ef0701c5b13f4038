import type { Finding } from '../../../shared/domain/findings.ts';
import type { KeyField, PartialStudentValues } from '../../../shared/domain/studentFields.ts';

/** A row while it is being read: normalising fills it, validating checks it. */
export interface RowDraft {
  row: number;
  values: PartialStudentValues;
  extra: Record<string, string | null>;
  findings: Finding[];
  /** The keys whose cells hold numbers and not texts; absent: none. */
  numericKeys?: readonly KeyField[];
}
