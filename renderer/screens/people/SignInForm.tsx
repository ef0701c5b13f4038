import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { clockText, useWait } from '../../ui/useWait.ts';
import './SignIn.css';

/** The frame of every form that proves who it is: what was refused, how long to wait, and the one button. */
export function SignInForm({
  title,
  isReady,
  attempt: { isPending, error },
  button,
  onSubmit,
  below,
  children,
}: {
  title: string;
  /** Whether everything is filled in. */
  isReady: boolean;
  attempt: { isPending: boolean; error: unknown };
  button: string;
  onSubmit: () => void;
  /** What else can be done here. */
  below: ReactNode;
  children: ReactNode;
}) {
  const { t } = useTranslation('people');
  const left = useWait(error);
  const cannot = !isReady || left > 0;
  return (
    <form
      className="sign-in-form"
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        if (!cannot && !isPending) onSubmit();
      }}
    >
      <h1>{title}</h1>
      {children}
      {error !== null && error !== undefined && <ErrorNotice error={error} />}
      <Button type="primary" htmlType="submit" block disabled={cannot} loading={isPending}>
        {left > 0 ? t('waitLeft', { time: clockText(left) }) : button}
      </Button>
      {below}
    </form>
  );
}
