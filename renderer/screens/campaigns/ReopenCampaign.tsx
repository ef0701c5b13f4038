import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { orpc } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ReasonButton } from '../../ui/ReasonButton.tsx';

/** Why a closed campaign is opened again: its final list is given up, and that is kept in the history. */
export function ReopenCampaign({ campaign, onDone }: { campaign: Campaign; onDone: () => void }) {
  const { t } = useTranslation(['campaigns', 'general']);
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  const [reason, setReason] = useState('');
  const reopen = useMutation(orpc.campaigns.reopen.mutationOptions());
  const save = async () => {
    if (reason.trim() === '' || reopen.isPending) return;
    try {
      await reopen.mutateAsync({ id: campaign.id, reason: reason.trim() });
      onDone();
      showUndo(t('campaigns:reopened', { name: campaign.name }));
      await queryClient.invalidateQueries({ queryKey: orpc.campaigns.key() });
    } catch {
      // The mutation's own state says what went wrong.
    }
  };
  return (
    <form
      className="edit-campaign"
      aria-label={t('campaigns:reopen')}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone();
      }}
    >
      <label htmlFor="reopen-reason">{t('campaigns:reopening.reason')}</label>
      <Input
        id="reopen-reason"
        autoFocus
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {reopen.isError && <ErrorNotice error={reopen.error} />}
      <p className="soft">{t('campaigns:reopening.help')}</p>
      <div className="edit-campaign-actions">
        <Button onClick={onDone}>{t('general:action.cancel')}</Button>
        <ReasonButton
          type="primary"
          htmlType="submit"
          loading={reopen.isPending}
          reason={reason.trim() === '' ? t('campaigns:reopening.needed') : null}
        >
          {t('campaigns:reopen')}
        </ReasonButton>
      </div>
    </form>
  );
}
