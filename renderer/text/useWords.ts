import { useMemo } from 'react';
import { ID_TYPES, type StudentField } from '../../shared/domain/studentFields.ts';
import { createText, type Language, type Text } from '../../shared/text/createText.ts';
import { usePreferences } from '../state/preferences.ts';

export interface Words extends Text {
  /** A field's value as people read it: codes by their names, nothing as an empty text. */
  value(field: StudentField, value: string | null | undefined): string;
}

const made = new Map<Language, Words>();

/** The words of a language; made once, since they are asked for by every cell of a table. */
export function wordsOf(language: Language): Words {
  let words = made.get(language);
  if (words === undefined) {
    const text = createText(language);
    words = {
      ...text,
      value: (field, value) => {
        if (value === null || value === undefined) return '';
        const idType = field === 'idType' ? ID_TYPES.find((type) => type === value) : undefined;
        return idType === undefined ? value : text.idType(idType);
      },
    };
    made.set(language, words);
  }
  return words;
}

/** The words and sentences of shared/text, in the language of the window. */
export function useWords(): Words {
  const language = usePreferences((state) => state.language);
  return useMemo(() => wordsOf(language), [language]);
}
