import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';

/** Saves what was changed, with the reason that stands in the version; or leaves it as it was. */
export function SaveRule({
  isChanged,
  isPending,
  error,
  onSave,
  onReset,
}: {
  isChanged: boolean;
  isPending: boolean;
  error: unknown;
  onSave: (note: string) => void;
  onReset: () => void;
}) {
  const { t } = useTranslation('caseRules');
  const [note, setNote] = useState('');
  if (!isChanged) return null;
  return (
    <form
      className="rule-save"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(note);
      }}
    >
      <Input
        aria-label={t('why')}
        placeholder={t('why')}
        maxLength={400}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <Button type="primary" htmlType="submit" loading={isPending}>
        {t('save')}
      </Button>
      <Button onClick={onReset}>{t('leave')}</Button>
      {error !== null && <ErrorNotice error={error} />}
    </form>
  );
}
