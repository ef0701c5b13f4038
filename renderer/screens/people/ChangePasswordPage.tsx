import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/core.ts';
import { keepMe } from '../../state/useMe.ts';
import { PasswordForm } from './PasswordForm.tsx';
import './SignIn.css';

/** Before anything else somebody whose password an administrator chose chooses their own. */
export function ChangePasswordPage() {
  const { t } = useTranslation('people');
  const signOut = useMutation(orpc.people.signOut.mutationOptions({ onSuccess: keepMe }));
  return (
    <main className="sign-in">
      <div className="sign-in-form">
        <h1>{t('change.first')}</h1>
        <p className="soft">{t('change.firstText')}</p>
        <PasswordForm onDone={() => undefined} />
        <Button block onClick={() => signOut.mutate({})}>
          {t('signOut')}
        </Button>
      </div>
    </main>
  );
}
