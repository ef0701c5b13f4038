import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { core, orpc } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ReasonButton } from '../../ui/ReasonButton.tsx';
import { DeadlineField } from './DeadlineField.tsx';

/** Name and deadline: all that may move once a campaign was made; of a closed one only its name. */
export function EditCampaign({ campaign, onDone }: { campaign: Campaign; onDone: () => void }) {
  const { t } = useTranslation(['campaigns', 'general']);
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  const [name, setName] = useState(campaign.name);
  const [deadline, setDeadline] = useState<string | null>(campaign.deadline);
  const closed = campaign.closedAt !== null;
  const update = useMutation(orpc.campaigns.update.mutationOptions());
  const changed = name.trim() !== campaign.name || deadline !== campaign.deadline;
  const reason =
    name.trim() === ''
      ? t('campaigns:problem.name')
      : deadline === null
        ? t('campaigns:problem.deadline')
        : changed
          ? null
          : t('campaigns:edit.unchanged');

  const save = async () => {
    if (reason !== null || deadline === null || update.isPending) return;
    try {
      await update.mutateAsync({ id: campaign.id, name: name.trim(), deadline });
      onDone();
      void queryClient.invalidateQueries({ queryKey: orpc.campaigns.key() });
      showUndo(t('campaigns:edit.done', { name: name.trim() }), async () => {
        await core.campaigns.update({
          id: campaign.id,
          name: campaign.name,
          deadline: campaign.deadline,
        });
        await queryClient.invalidateQueries({ queryKey: orpc.campaigns.key() });
        return null;
      });
    } catch {
      // The mutation's own state says what went wrong.
    }
  };

  return (
    <form
      className="edit-campaign"
      aria-label={t('campaigns:edit.title')}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone();
      }}
    >
      <label htmlFor="edit-name">{t('campaigns:form.name')}</label>
      <Input
        id="edit-name"
        autoFocus
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      {closed ? (
        <p className="soft">{t('campaigns:edit.closed', { deadline: campaign.deadline })}</p>
      ) : (
        <>
          <label htmlFor="edit-deadline">{t('campaigns:form.deadline')}</label>
          <DeadlineField id="edit-deadline" value={deadline} onChange={setDeadline} />
        </>
      )}
      {update.isError && <ErrorNotice error={update.error} />}
      <p className="soft">{t('campaigns:frozen')}</p>
      <div className="edit-campaign-actions">
        <Button onClick={onDone}>{t('general:action.cancel')}</Button>
        <ReasonButton type="primary" htmlType="submit" loading={update.isPending} reason={reason}>
          {t('general:action.save')}
        </ReasonButton>
      </div>
    </form>
  );
}
