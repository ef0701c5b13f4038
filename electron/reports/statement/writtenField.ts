import type { FieldValue, IdType, StudentField } from '../../../shared/domain/studentFields.ts';
import type { Text } from '../../../shared/text/createText.ts';
import { printedIdNumber } from '../printedIdNumber.ts';

/** A field of the record as a sheet about one student says it; empty where there is nothing. */
export function writtenField(shared: Text, field: StudentField, value: FieldValue, masked: boolean): string {
  if (value === null) return '';
  if (field === 'idType') return shared.idType(value as IdType);
  return field === 'idNumber' ? printedIdNumber(value, masked) : value;
}
