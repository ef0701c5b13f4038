import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/core.ts';
import { navigate } from '../../state/route.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

/** The address, then the fingerprint that a person compares, then the code: nothing is sent before it was compared. */
export function JoinHub() {
  const { t } = useTranslation('sync');
  const [address, setAddress] = useState('');
  const [isSame, setIsSame] = useState(false);
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const look = useMutation(orpc.sync.look.mutationOptions());
  const join = useMutation(
    orpc.sync.join.mutationOptions({ onSuccess: () => navigate('sync', {}, { replace: true }) }),
  );
  const seen = look.data;
  const isReady = seen !== undefined && isSame && code.trim() !== '' && name.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (seen === undefined) {
      if (address.trim() !== '') look.mutate({ address: address.trim() });
    } else if (isReady)
      join.mutate({ address: address.trim(), pin: seen.pin, code: code.trim(), name: name.trim() });
  };
  return (
    <form className="sync-page sync-join" aria-label={t('join.title')} onSubmit={submit}>
      <label htmlFor="join-address">
        <span>{t('join.address')}</span>
        <Input
          id="join-address"
          autoFocus
          value={address}
          placeholder={t('join.addressHint')}
          onChange={(event) => {
            setAddress(event.target.value);
            look.reset();
            setIsSame(false);
          }}
        />
      </label>
      {seen && (
        <>
          <section className="sync-card" aria-label={t('join.fingerprint')}>
            <p>{t('join.fingerprint')}</p>
            <p className="sync-digits numbers">{seen.fingerprint}</p>
            <p>{t('join.compare')}</p>
            <Checkbox autoFocus checked={isSame} onChange={(event) => setIsSame(event.target.checked)}>
              {t('join.same')}
            </Checkbox>
          </section>
          <label htmlFor="join-code">
            <span>{t('join.code')}</span>
            <Input
              id="join-code"
              value={code}
              disabled={!isSame}
              placeholder={t('join.codeHint')}
              onChange={(event) => setCode(event.target.value)}
            />
          </label>
          <label htmlFor="join-name">
            <span>{t('join.name')}</span>
            <Input
              id="join-name"
              value={name}
              disabled={!isSame}
              maxLength={80}
              placeholder={t('join.nameHint')}
              onChange={(event) => setName(event.target.value)}
            />
          </label>
        </>
      )}
      {(look.isError || join.isError) && <ErrorNotice error={join.error ?? look.error} />}
      <div className="sync-buttons">
        {seen ? (
          <Button type="primary" htmlType="submit" disabled={!isReady} loading={join.isPending}>
            {t('join.ask')}
          </Button>
        ) : (
          <Button type="primary" htmlType="submit" disabled={address.trim() === ''} loading={look.isPending}>
            {t('join.look')}
          </Button>
        )}
        <Button onClick={() => navigate('sync')}>{t('join.cancel')}</Button>
      </div>
    </form>
  );
}
