import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/core.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { clockText, useWait } from '../../ui/useWait.ts';

/** An administrator who forgot the password sets another one by the printed recovery key. */
export function ResetAdminForm({ onDone, onLeave }: { onDone: (name: string) => void; onLeave: () => void }) {
  const { t } = useTranslation(['people', 'general']);
  const id = useId();
  const [typed, setTyped] = useState({ name: '', recoveryKey: '', password: '' });
  const reset = useMutation(
    orpc.people.resetAdmin.mutationOptions({ onSuccess: (person) => onDone(person.signInName) }),
  );
  const left = useWait(reset.error);
  const cannot = Object.values(typed).some((value) => value.trim() === '') || left > 0;
  const set = (part: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...part }));
  return (
    <form
      className="sign-in-form"
      aria-label={t('people:reset.title')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!cannot && !reset.isPending) reset.mutate(typed);
      }}
    >
      <h1>{t('people:reset.title')}</h1>
      <p className="soft">{t('people:reset.help')}</p>
      <label htmlFor={`${id}-name`}>{t('people:signInName')}</label>
      <Input
        id={`${id}-name`}
        autoFocus
        spellCheck={false}
        maxLength={100}
        value={typed.name}
        onChange={(event) => set({ name: event.target.value })}
      />
      <label htmlFor={`${id}-key`}>{t('people:reset.key')}</label>
      <Input
        id={`${id}-key`}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={typed.recoveryKey}
        onChange={(event) => set({ recoveryKey: event.target.value })}
      />
      <label htmlFor={`${id}-password`}>{t('people:change.next')}</label>
      <Input.Password
        id={`${id}-password`}
        autoComplete="new-password"
        value={typed.password}
        onChange={(event) => set({ password: event.target.value })}
      />
      {reset.isError && <ErrorNotice error={reset.error} />}
      <Button type="primary" htmlType="submit" block disabled={cannot} loading={reset.isPending}>
        {left > 0 ? t('people:waitLeft', { time: clockText(left) }) : t('people:reset.do')}
      </Button>
      <Button type="link" onClick={onLeave}>
        {t('people:reset.leave')}
      </Button>
    </form>
  );
}
