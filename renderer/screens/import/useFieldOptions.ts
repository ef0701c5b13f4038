import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../text/useWords.ts';
import { groupFields } from './fieldGroups.ts';

/** The value of an option that leaves a column out. */
export const IGNORED = '';

/** The fields to which a column can be mapped, by topic, for a Select in which one types. */
export function useFieldOptions(fields: readonly string[]) {
  const { t } = useTranslation('import');
  const text = useWords();
  return useMemo(
    () => [
      { value: IGNORED, label: t('mapping.ignore'), search: t('mapping.ignore') },
      ...groupFields(fields).map(({ group, fields }) => ({
        label: t(`mapping.group.${group}`),
        title: group,
        options: fields.map((field) => ({
          value: field,
          label: text.label(field),
          search: `${text.label(field)} ${field}`.toLowerCase(),
        })),
      })),
    ],
    [fields, text, t],
  );
}

/** For `showSearch`: by label, or by the name that a map file has for the field. */
export function matchesField(typed: string, option: object | undefined): boolean {
  return option !== undefined && 'search' in option && String(option.search).includes(typed.toLowerCase());
}
