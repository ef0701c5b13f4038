import { keptDigits } from '../../../shared/domain/lostDigits.ts';
import { makeFinding } from '../validate/makeFinding.ts';
import { findWholeNumber } from './findWholeNumber.ts';
import type { OfferStore, PlannedRow } from './plannedRow.ts';

/**
 * Looks for the whole number of a row whose identity number a spreadsheet has rounded. Where one student alone can
 * be meant, the number becomes the finding's suggestion; with `take`, also the row's value, and the finding says so.
 * Returns whether the row got a number, by which it may now be identified. Changes the row.
 */
export function offerWholeNumber(planned: PlannedRow, store: OfferStore, take: boolean): boolean {
  if (planned.findings.length === 0) return false;
  const lost = planned.findings.find(({ code, field }) => code === 'ID_DIGITS_LOST' && field === 'idNumber');
  const received = lost?.value ?? null;
  const prefix = received === null ? null : keptDigits(received);
  if (lost === undefined || received === null || prefix === null) return false;
  const whole = findWholeNumber(prefix, planned.values, store.findByIdPrefix, store.find);
  if (whole === null) return false;
  if (whole.kind === 'contradicted') {
    lost.params = { ...lost.params, against: whole.by };
    return false;
  }
  const { number, by } = whole;
  const source = store.sourceOf(whole.n, 'idNumber', number);
  planned.offers ??= [];
  planned.offers.push({
    kind: 'lostDigits',
    field: 'idNumber',
    from: received,
    to: number,
    by,
    source,
    taken: take,
  });
  const params = { by, ...(source === null ? {} : { source }) };
  if (!take) {
    lost.suggestion = number;
    lost.params = { ...lost.params, ...params };
    return false;
  }
  planned.values = { ...planned.values, idNumber: number, idType: planned.values.idType ?? 'resident' };
  planned.repairs = [...(planned.repairs ?? []), { field: 'idNumber', received, by, source }];
  // What was wrong with the rounded number, and that nothing identifies the row, is no longer so.
  planned.findings = planned.findings.filter(
    (finding) =>
      finding !== lost &&
      !(finding.code === 'ID_CHECKSUM_WRONG' && finding.field === 'idNumber') &&
      !(finding.code === 'REQUIRED_MISSING' && finding.params?.case === 'key'),
  );
  planned.findings.push(
    makeFinding('ID_DIGITS_LOST', {
      case: 'repaired',
      row: planned.row,
      column: lost.column,
      field: 'idNumber',
      value: received,
      suggestion: number,
      params,
    }),
  );
  return !planned.findings.some(({ code }) => code === 'REQUIRED_MISSING');
}
