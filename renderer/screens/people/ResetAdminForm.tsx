import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/core.ts';
import { SignInForm } from './SignInForm.tsx';

/** An administrator who forgot the password sets another one by the printed recovery key. */
export function ResetAdminForm({ onDone, onLeave }: { onDone: (name: string) => void; onLeave: () => void }) {
  const { t } = useTranslation('people');
  const id = useId();
  const [typed, setTyped] = useState({ name: '', recoveryKey: '', password: '' });
  const reset = useMutation(
    orpc.people.resetAdmin.mutationOptions({ onSuccess: (person) => onDone(person.signInName) }),
  );
  const set = (part: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...part }));
  return (
    <SignInForm
      title={t('reset.title')}
      isReady={Object.values(typed).every((value) => value.trim() !== '')}
      attempt={reset}
      button={t('reset.do')}
      onSubmit={() => reset.mutate(typed)}
      below={
        <Button type="link" onClick={onLeave}>
          {t('reset.leave')}
        </Button>
      }
    >
      <p className="soft">{t('reset.help')}</p>
      <label htmlFor={`${id}-name`}>{t('signInName')}</label>
      <Input
        id={`${id}-name`}
        autoFocus
        spellCheck={false}
        maxLength={100}
        value={typed.name}
        onChange={(event) => set({ name: event.target.value })}
      />
      <label htmlFor={`${id}-key`}>{t('reset.key')}</label>
      <Input
        id={`${id}-key`}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={typed.recoveryKey}
        onChange={(event) => set({ recoveryKey: event.target.value })}
      />
      <label htmlFor={`${id}-password`}>{t('change.next')}</label>
      <Input.Password
        id={`${id}-password`}
        autoComplete="new-password"
        value={typed.password}
        onChange={(event) => set({ password: event.target.value })}
      />
    </SignInForm>
  );
}
