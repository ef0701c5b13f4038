import type { Finding } from '../../../shared/domain/findings.ts';
import type { PartialStudentValues } from '../../../shared/domain/studentFields.ts';
import type { ZeroField } from '../../../shared/domain/zeroFields.ts';

/** A row while it is being read: normalising fills it, validating checks it. */
export interface RowDraft {
  row: number;
  values: PartialStudentValues;
  extra: Record<string, string | null>;
  findings: Finding[];
  /** The fields whose cells hold numbers and not texts; absent: none. */
  numericFields?: readonly ZeroField[];
}
