import type { StudentQuery } from '../../../shared/contract/students.ts';
import type { FacetField } from '../../../shared/domain/studentFields.ts';
import { useWords } from '../../text/useWords.ts';
import { FacetButton } from './FacetButton.tsx';
import { FieldFacet } from './FieldFacet.tsx';

/** A button that narrows a list of students by the values of one field. */
export function FieldFacetButton({
  field,
  query,
  chosen,
  onChange,
}: {
  field: FacetField;
  query: StudentQuery;
  chosen: readonly string[];
  onChange: (values: string[]) => void;
}) {
  const words = useWords();
  return (
    <FacetButton
      label={words.label(field)}
      chosen={chosen.map((value) => words.value(field, value))}
      onClear={() => onChange([])}
    >
      {(close) => <FieldFacet field={field} query={query} onChange={onChange} onDone={close} />}
    </FacetButton>
  );
}
