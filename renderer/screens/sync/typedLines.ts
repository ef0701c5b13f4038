import type { TypedField } from '../../../shared/contract/sync.ts';
import type { Words } from '../../text/useWords.ts';

/** Several values in one, as the program keeps them: nothing that anybody typed or could read. */
const KEPT_AS_JSON = /^[{[]/;

/** What was typed, a line for each field that people know; what the program notes for itself is left out. */
export function typedLines(fields: readonly TypedField[], words: Words): string[] {
  return fields.flatMap(({ entity, field, value }) => {
    const label = words.rowLabel(entity, field);
    return label === null || KEPT_AS_JSON.test(value)
      ? []
      : [`${label}${words.language === 'zh' ? '：' : ': '}${value}`];
  });
}
