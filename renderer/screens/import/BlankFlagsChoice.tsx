import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ImportSession } from '../../../shared/contract/imports.ts';
import { takeSuggestions, useImport } from './importStore.ts';

/** Whether a 人像比对 result that the file no longer shows is cleared: never unless a person says so. */
export function BlankFlagsChoice({ session }: { session: ImportSession }) {
  const { t } = useTranslation('import');
  const amending = useImport((store) => store.amending);
  return (
    <Checkbox
      checked={session.suggestionsTaken.blankFlags ?? false}
      disabled={amending}
      onChange={({ target }) => void takeSuggestions({ take: { blankFlags: target.checked } })}
    >
      {t('findings.blankFlags')}
    </Checkbox>
  );
}
