import { useMutation } from '@tanstack/react-query';
import { Button, InputNumber } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_LEASE_DAYS } from '../../../shared/contract/hub.ts';
import { core, orpc } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { isSame, useTyped } from '../../ui/useTyped.ts';

/** For how many days a computer may be away from its hub before it shows nothing, and what that means. */
export function HubLease({ days: kept }: { days: number }) {
  const { t } = useTranslation('hub');
  const id = useId();
  const show = useUndo((undo) => undo.show);
  const { typed, setTyped, noteSent } = useTyped({ days: kept });
  const save = useMutation(
    orpc.hub.setLease.mutationOptions({
      onMutate: () => noteSent(typed),
      onError: () => noteSent(null),
      onSuccess: (_, { days }) =>
        show(t(days === 0 ? 'lease.off' : 'lease.saved', { count: days }), async () => {
          await core.hub.setLease({ days: kept });
          return null;
        }),
    }),
  );
  const isAsBefore = isSame(typed, { days: kept });
  return (
    <form
      className="sync-card hub-lease"
      aria-label={t('lease.title')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isAsBefore) save.mutate(typed);
      }}
    >
      <h2>{t('lease.title')}</h2>
      <p className="soft">{t('lease.help')}</p>
      <div className="sync-buttons hub-line">
        <label htmlFor={id}>{t('lease.days')}</label>
        <InputNumber
          id={id}
          value={typed.days}
          min={0}
          max={MOST_LEASE_DAYS}
          precision={0}
          onChange={(days) => setTyped({ days: days ?? kept })}
        />
        <Button htmlType="submit" disabled={isAsBefore} loading={save.isPending}>
          {t('lease.save')}
        </Button>
        {typed.days === 0 && <span className="soft">{t('lease.never')}</span>}
      </div>
      {save.isError && <ErrorNotice error={save.error} />}
    </form>
  );
}
