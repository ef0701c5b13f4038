import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, type InputRef } from 'antd';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/core.ts';
import { keepMe } from '../../state/useMe.ts';
import { ResetAdminForm } from './ResetAdminForm.tsx';
import { SignInForm } from './SignInForm.tsx';

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
      <SignInForm
        title={t('general:product')}
        isReady={name.trim() !== '' && password !== ''}
        attempt={signIn}
        button={t('people:signIn')}
        onSubmit={() => signIn.mutate({ name, password })}
        below={
          <>
            {wasReset && <p role="status">{t('people:reset.done')}</p>}
            <p className="soft">{t('people:signInHelp')}</p>
            <Button type="link" onClick={() => setIsResetting(true)}>
              {t('people:reset.link')}
            </Button>
          </>
        }
      >
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
      </SignInForm>
    </main>
  );
}
