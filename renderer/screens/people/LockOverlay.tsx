import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../../shared/contract/people.ts';
import { orpc } from '../../rpc/core.ts';
import { keepMe } from '../../state/useMe.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { clockText, useWait } from '../../ui/useWait.ts';
import './SignIn.css';

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
  const left = useWait(unlock.error);
  useEffect(() => dialog.current?.showModal(), []);
  const cannot = password === '' || left > 0;
  return (
    <dialog
      ref={dialog}
      className="lock-overlay"
      aria-label={t('locked.title')}
      onCancel={(event) => event.preventDefault()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <form
        className="sign-in-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!cannot && !unlock.isPending) unlock.mutate({ password });
        }}
      >
        <h1>{t('locked.title')}</h1>
        <p className="soft">{t('locked.text', { name: me.person?.name ?? '' })}</p>
        <label htmlFor={id}>{t('password')}</label>
        <Input.Password
          id={id}
          autoFocus
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {unlock.isError && <ErrorNotice error={unlock.error} />}
        <Button type="primary" htmlType="submit" block disabled={cannot} loading={unlock.isPending}>
          {left > 0 ? t('waitLeft', { time: clockText(left) }) : t('unlock')}
        </Button>
        <Button block loading={signOut.isPending} onClick={() => signOut.mutate({})}>
          {t('locked.other')}
        </Button>
      </form>
    </dialog>
  );
}
