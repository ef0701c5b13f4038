import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyStatus } from '../../../shared/contract/keys.ts';
import { orpc } from '../../rpc/core.ts';
import { may, useMe } from '../../state/useMe.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatTime } from '../../ui/formatTime.ts';
import { saveDownload } from '../../ui/saveDownload.ts';

/** By what the data are protected; the passphrase, and the recovery key for the safe. Only administrators see it. */
export function KeySection() {
  const { t } = useTranslation('settings');
  const mayChange = may(useMe(), ['admin']);
  const status = useQuery({ ...orpc.keys.status.queryOptions(), enabled: mayChange });
  if (!mayChange) return <p className="soft">{t('encryption.adminOnly')}</p>;
  if (status.isError) return <ErrorNotice error={status.error} />;
  return status.data ? <Keys status={status.data} /> : null;
}

function Keys({ status }: { status: KeyStatus }) {
  const { t } = useTranslation('settings');
  const { language } = useWords();
  const queryClient = useQueryClient();
  const [isTyping, setIsTyping] = useState(false);
  const refresh = () => queryClient.invalidateQueries({ queryKey: orpc.keys.key() });
  const print = useMutation(
    orpc.keys.makeRecoverySheet.mutationOptions({
      onSuccess: async ({ download }) => {
        saveDownload(download);
        await refresh();
      },
    }),
  );
  return (
    <>
      <div className="settings-line">
        <span className="soft">{t('encryption.protection')}</span>
        <span role="status">{t(`encryption.by.${status.protection}`)}</span>
      </div>
      {status.keyStore === 'unusable' && !status.passphrase && (
        <Alert type="warning" showIcon title={t('encryption.keyStoreUnusable')} />
      )}
      <div className="settings-line">
        <span className="soft">{t('encryption.passphraseHelp')}</span>
        <Button aria-expanded={isTyping} onClick={() => setIsTyping(!isTyping)}>
          {t(status.passphrase ? 'encryption.change' : 'encryption.set')}
        </Button>
      </div>
      {isTyping && (
        <PassphraseForm
          hasOne={status.passphrase}
          onDone={() => {
            setIsTyping(false);
            void refresh();
          }}
        />
      )}
      <div className="settings-line">
        <span className="soft">
          {status.recovery === null
            ? t('encryption.noRecovery')
            : t('encryption.recoveryMade', { time: formatTime(status.recovery, Date.now()) })}
        </span>
        <Button
          type={status.recovery === null ? 'primary' : 'default'}
          loading={print.isPending}
          onClick={() => print.mutate({ language })}
        >
          {t('encryption.print')}
        </Button>
      </div>
      {print.isError && <ErrorNotice error={print.error} />}
    </>
  );
}

function PassphraseForm({ hasOne, onDone }: { hasOne: boolean; onDone: () => void }) {
  const { t } = useTranslation('settings');
  const id = useId();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const set = useMutation(orpc.keys.setPassphrase.mutationOptions({ onSuccess: onDone }));
  const remove = useMutation(orpc.keys.removePassphrase.mutationOptions({ onSuccess: onDone }));
  const isFilled = next !== '' && next === again && (!hasOne || current !== '');
  const fields = [
    ...(hasOne ? [['current', current, setCurrent] as const] : []),
    ['next', next, setNext] as const,
    ['again', again, setAgain] as const,
  ];
  return (
    <form
      className="settings-passphrase"
      aria-label={t('encryption.passphrase')}
      onSubmit={(event) => {
        event.preventDefault();
        if (isFilled) set.mutate({ current: hasOne ? current : null, next });
      }}
    >
      {fields.map(([name, value, onChange], at) => (
        <div key={name} className="settings-line">
          <label htmlFor={`${id}-${name}`} className="soft">
            {t(`encryption.${name}`)}
          </label>
          <Input.Password
            id={`${id}-${name}`}
            className="settings-secret"
            autoFocus={at === 0}
            autoComplete="off"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        </div>
      ))}
      {again !== '' && next !== again && <p role="alert">{t('encryption.differs')}</p>}
      {(set.isError || remove.isError) && <ErrorNotice error={set.error ?? remove.error} />}
      <div className="settings-line">
        <span className="soft">{t('encryption.forget')}</span>
        <span className="settings-buttons">
          {hasOne && (
            <Button
              disabled={current === ''}
              loading={remove.isPending}
              onClick={() => remove.mutate({ current })}
            >
              {t('encryption.remove')}
            </Button>
          )}
          <Button type="primary" htmlType="submit" disabled={!isFilled} loading={set.isPending}>
            {t(hasOne ? 'encryption.change' : 'encryption.set')}
          </Button>
        </span>
      </div>
    </form>
  );
}
