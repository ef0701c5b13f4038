import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { startOrpc } from '../rpc/startCore.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { clockText, useWait } from '../ui/useWait.ts';

/** Opens the store by the printed recovery key, and gives it a new passphrase. `onBack` null: there is no other way in. */
export function RecoveryForm({ onBack }: { onBack: (() => void) | null }) {
  const { t } = useTranslation('start');
  const id = useId();
  const [typed, setTyped] = useState({ recoveryKey: '', passphrase: '', again: '' });
  const open = useMutation(
    startOrpc.open.mutationOptions({
      onSuccess: ({ trouble }) => {
        if (trouble === null) window.location.reload();
      },
    }),
  );
  const trouble = open.isPending ? null : (open.data?.trouble ?? open.error);
  const left = useWait(trouble);
  const { recoveryKey, passphrase, again } = typed;
  const differs = again !== '' && again !== passphrase;
  const cannot = recoveryKey.trim() === '' || passphrase === '' || again !== passphrase || left > 0;
  const set = (part: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...part }));
  return (
    <form
      className="start-form wide"
      aria-label={t('recovery.title')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!cannot && !open.isPending) open.mutate({ passphrase, recoveryKey });
      }}
    >
      <h2>{t('recovery.title')}</h2>
      <p className="soft">{t('recovery.help')}</p>
      <label htmlFor={`${id}-key`}>{t('recovery.key')}</label>
      <Input
        id={`${id}-key`}
        className="numbers"
        autoFocus
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        placeholder="XXXXX-XXXXX-XXXXX-XXXXX-…"
        value={recoveryKey}
        onChange={(event) => set({ recoveryKey: event.target.value })}
      />
      <label htmlFor={`${id}-next`}>{t('recovery.next')}</label>
      <Input.Password
        id={`${id}-next`}
        autoComplete="new-password"
        maxLength={1000}
        value={passphrase}
        onChange={(event) => set({ passphrase: event.target.value })}
      />
      <label htmlFor={`${id}-again`}>{t('recovery.again')}</label>
      <Input.Password
        id={`${id}-again`}
        autoComplete="new-password"
        maxLength={1000}
        value={again}
        onChange={(event) => set({ again: event.target.value })}
      />
      {differs && <p role="alert">{t('recovery.differs')}</p>}
      {trouble && <ErrorNotice error={trouble} />}
      <Button type="primary" htmlType="submit" block disabled={cannot} loading={open.isPending}>
        {left > 0 ? t('unlock.wait', { time: clockText(left) }) : t('recovery.open')}
      </Button>
      {onBack && (
        <Button type="link" onClick={onBack}>
          {t('recovery.back')}
        </Button>
      )}
    </form>
  );
}
