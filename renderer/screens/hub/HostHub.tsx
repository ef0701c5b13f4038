import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input, InputNumber } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/core.ts';
import { navigate } from '../../state/route.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

/** Nobody says otherwise: see HUB_PORT of the hub. */
const USUAL_PORT = 17_443;

/** The first set-up: what is asked for, what will happen, and what Windows will ask. */
export function HostHub({ name: known }: { name: string }) {
  const { t } = useTranslation('hub');
  const { data: status } = useQuery(orpc.admin.status.queryOptions());
  const [port, setPort] = useState<number | null>(USUAL_PORT);
  const [name, setName] = useState(known);
  const start = useMutation(
    orpc.hub.start.mutationOptions({
      onSuccess: () => navigate('sync', { tab: 'hub' }, { replace: true }),
    }),
  );
  const isReady = port !== null && name.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !start.isPending) start.mutate({ port, name: name.trim() });
  };
  return (
    <form className="sync-page sync-join" aria-label={t('setUp.title')} onSubmit={submit}>
      <p>{t('setUp.text', { school: status?.school?.name ?? t('setUp.thisSchool') })}</p>
      <label htmlFor="hub-name">
        <span>{t('setUp.name')}</span>
        <Input
          id="hub-name"
          autoFocus
          value={name}
          maxLength={80}
          placeholder={t('setUp.nameHint')}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <label htmlFor="hub-port">
        <span>{t('setUp.port')}</span>
        <InputNumber id="hub-port" value={port} min={1} max={65_535} precision={0} onChange={setPort} />
        <span className="soft">{t('setUp.portHelp')}</span>
      </label>
      <section className="sync-card" aria-label={t('setUp.before')}>
        <ul className="sync-steps">
          <li>{t('setUp.firewall')}</li>
          <li>{t('setUp.open')}</li>
          <li>{t('setUp.backup')}</li>
        </ul>
      </section>
      {start.isError && <ErrorNotice error={start.error} />}
      <div className="sync-buttons">
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={start.isPending}>
          {t('setUp.start')}
        </Button>
        <Button onClick={() => navigate('sync')}>{t('setUp.cancel')}</Button>
      </div>
    </form>
  );
}
