import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/core.ts';
import { keepMe } from '../../state/useMe.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { clockText, useWait } from '../../ui/useWait.ts';
import './SignIn.css';

/** A password of one's own, once more to be sure of it. */
export function PasswordForm({ onDone, onCancel }: { onDone: () => void; onCancel?: () => void }) {
  const { t } = useTranslation(['people', 'general']);
  const id = useId();
  const [typed, setTyped] = useState({ old: '', next: '', again: '' });
  const change = useMutation(
    orpc.people.changePassword.mutationOptions({
      onSuccess: (me) => {
        keepMe(me);
        onDone();
      },
    }),
  );
  const left = useWait(change.error);
  const differs = typed.again !== '' && typed.again !== typed.next;
  const cannot = typed.old === '' || typed.next === '' || typed.again !== typed.next || left > 0;
  const fields = [
    ['old', 'current-password'],
    ['next', 'new-password'],
    ['again', 'new-password'],
  ] as const;
  return (
    <form
      className="sign-in-fields"
      onSubmit={(event) => {
        event.preventDefault();
        if (!cannot && !change.isPending) change.mutate({ old: typed.old, next: typed.next });
      }}
    >
      {fields.map(([field, autoComplete], index) => (
        <div key={field}>
          <label htmlFor={`${id}-${field}`}>{t(`people:change.${field}`)}</label>
          <Input.Password
            id={`${id}-${field}`}
            autoFocus={index === 0}
            autoComplete={autoComplete}
            value={typed[field]}
            status={field === 'again' && differs ? 'error' : ''}
            onChange={(event) => setTyped({ ...typed, [field]: event.target.value })}
          />
        </div>
      ))}
      {differs && <p className="sign-in-wrong">{t('people:change.differs')}</p>}
      <p className="soft">{t('people:passwordHelp')}</p>
      {change.isError && <ErrorNotice error={change.error} />}
      <div className="sign-in-buttons">
        <Button type="primary" htmlType="submit" disabled={cannot} loading={change.isPending}>
          {left > 0 ? t('people:waitLeft', { time: clockText(left) }) : t('people:change.save')}
        </Button>
        {onCancel && <Button onClick={onCancel}>{t('general:action.cancel')}</Button>}
      </div>
    </form>
  );
}
