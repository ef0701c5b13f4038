import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../../shared/contract/people.ts';
import { orpc } from '../../rpc/core.ts';
import { keepMe } from '../../state/useMe.ts';
import { SignInForm } from './SignInForm.tsx';

/** Over whatever stands on the window, which nobody sees, nothing reaches, and which is there again afterwards. */
export function LockOverlay({ me }: { me: Me }) {
  const { t } = useTranslation('people');
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [password, setPassword] = useState('');
  const unlock = useMutation(
    orpc.people.unlock.mutationOptions({ onSuccess: keepMe, onError: () => setPassword('') }),
  );
  const signOut = useMutation(orpc.people.signOut.mutationOptions({ onSuccess: keepMe }));
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="lock-overlay"
      aria-label={t('locked.title')}
      onCancel={(event) => event.preventDefault()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <SignInForm
        title={t('locked.title')}
        isReady={password !== ''}
        attempt={unlock}
        button={t('unlock')}
        onSubmit={() => unlock.mutate({ password })}
        below={
          <Button block loading={signOut.isPending} onClick={() => signOut.mutate({})}>
            {t('locked.other')}
          </Button>
        }
      >
        <p className="soft">{t('locked.text', { name: me.person?.name ?? '' })}</p>
        <label htmlFor={id}>{t('password')}</label>
        <Input.Password
          id={id}
          autoFocus
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </SignInForm>
    </dialog>
  );
}
