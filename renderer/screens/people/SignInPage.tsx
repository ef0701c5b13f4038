import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, type InputRef } from 'antd';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/core.ts';
import { keepMe } from '../../state/useMe.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { clockText, useWait } from '../../ui/useWait.ts';
import { ResetAdminForm } from './ResetAdminForm.tsx';
import './SignIn.css';

/** Who it is. Nothing of the store is shown before. */
export function SignInPage() {
  const { t } = useTranslation(['people', 'general']);
  const id = useId();
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const field = useRef<InputRef>(null);
  const signIn = useMutation(
    orpc.people.signIn.mutationOptions({
      onSuccess: async (me) => {
        keepMe(me);
        await queryClient.invalidateQueries();
      },
      onError: () => {
        setPassword('');
        field.current?.focus();
      },
    }),
  );
  const [isResetting, setIsResetting] = useState(false);
  const [wasReset, setWasReset] = useState(false);
  const left = useWait(signIn.error);
  const cannot = name.trim() === '' || password === '' || left > 0;
  if (isResetting) {
    return (
      <main className="sign-in">
        <ResetAdminForm
          onDone={(of) => {
            setName(of);
            setWasReset(true);
            setIsResetting(false);
          }}
          onLeave={() => setIsResetting(false)}
        />
      </main>
    );
  }
  return (
    <main className="sign-in">
      <form
        className="sign-in-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!cannot && !signIn.isPending) signIn.mutate({ name, password });
        }}
      >
        <h1>{t('general:product')}</h1>
        <label htmlFor={`${id}-name`}>{t('people:signInName')}</label>
        <Input
          id={`${id}-name`}
          autoFocus
          autoComplete="username"
          spellCheck={false}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <label htmlFor={`${id}-password`}>{t('people:password')}</label>
        <Input.Password
          id={`${id}-password`}
          ref={field}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {signIn.isError && <ErrorNotice error={signIn.error} />}
        <Button type="primary" htmlType="submit" block disabled={cannot} loading={signIn.isPending}>
          {left > 0 ? t('people:waitLeft', { time: clockText(left) }) : t('people:signIn')}
        </Button>
        {wasReset && <p role="status">{t('people:reset.done')}</p>}
        <p className="soft">{t('people:signInHelp')}</p>
        <Button type="link" onClick={() => setIsResetting(true)}>
          {t('people:reset.link')}
        </Button>
      </form>
    </main>
  );
}
