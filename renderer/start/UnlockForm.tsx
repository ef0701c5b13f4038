import { useMutation } from '@tanstack/react-query';
import { Button, Input, type InputRef } from 'antd';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { startOrpc } from '../rpc/startCore.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { clockText, useWait } from '../ui/useWait.ts';
import { useCapsLock } from './useCapsLock.ts';

/** Asks for the passphrase that opens the store. `onRecovery` null: no recovery key was ever printed. */
export function UnlockForm({ onRecovery }: { onRecovery: (() => void) | null }) {
  const { t } = useTranslation('start');
  const id = useId();
  const field = useRef<InputRef>(null);
  const [passphrase, setPassphrase] = useState('');
  const { isOn, watch } = useCapsLock();
  const open = useMutation(
    startOrpc.open.mutationOptions({
      onSuccess: ({ trouble }) => {
        if (trouble === null) return window.location.reload();
        setPassphrase('');
        field.current?.focus();
      },
    }),
  );
  const trouble = open.isPending ? null : (open.data?.trouble ?? open.error);
  const left = useWait(trouble);
  const cannot = passphrase === '' || left > 0;
  return (
    <form
      className="start-form"
      aria-label={t('unlock.title')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!cannot && !open.isPending) open.mutate({ passphrase });
      }}
    >
      <h2>{t('unlock.title')}</h2>
      <p className="soft">{t('unlock.help')}</p>
      <label htmlFor={`${id}-passphrase`}>{t('unlock.passphrase')}</label>
      <Input.Password
        id={`${id}-passphrase`}
        ref={field}
        autoFocus
        autoComplete="off"
        maxLength={1000}
        value={passphrase}
        onChange={(event) => setPassphrase(event.target.value)}
        {...watch}
      />
      {isOn && <p role="status">{t('unlock.capsLock')}</p>}
      {trouble && <ErrorNotice error={trouble} />}
      <Button type="primary" htmlType="submit" block disabled={cannot} loading={open.isPending}>
        {left > 0 ? t('unlock.wait', { time: clockText(left) }) : t('unlock.open')}
      </Button>
      {onRecovery ? (
        <Button type="link" onClick={onRecovery}>
          {t('unlock.byRecovery')}
        </Button>
      ) : (
        <p className="soft">{t('unlock.noRecovery')}</p>
      )}
    </form>
  );
}
