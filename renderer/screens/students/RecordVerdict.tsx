import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Popover, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { VERDICTS, type Verdict } from '../../../shared/domain/verificationStatus.ts';
import { orpc } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { undoBatch } from '../../state/undoBatch.ts';
import { useCampaign } from '../../state/useCampaign.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import type { StudentSelection } from './studentSelection.ts';

/** Registers what staff know of the selected students: at once, and taken back as easily. */
export function RecordVerdict({
  campaign: campaignId,
  selection,
  count,
  onDone,
}: {
  campaign: string | null;
  selection: StudentSelection;
  count: number;
  onDone: () => void;
}) {
  const { t } = useTranslation(['students', 'general']);
  const words = useWords();
  const campaign = useCampaign(campaignId);
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  const [open, setOpen] = useState(false);
  const [verdict, setVerdict] = useState<Verdict>('correct');
  const [note, setNote] = useState('');
  const record = useMutation(
    orpc.campaigns.record.mutationOptions({
      onSuccess: (result) => {
        showUndo(
          [
            t('students:record.done', {
              count: result.count,
              formatted: formatCount(result.count),
              verdict: words.verdict(verdict),
            }),
            result.outside > 0
              ? t('students:record.leftOut', {
                  count: result.outside,
                  formatted: formatCount(result.outside),
                })
              : '',
          ].join(''),
          () => undoBatch(result.batch),
        );
        setOpen(false);
        setNote('');
        onDone();
        void queryClient.invalidateQueries();
      },
    }),
  );
  const hindrance =
    campaign === null
      ? t('students:record.noCampaign')
      : campaign.closedAt !== null
        ? t('students:record.closed')
        : count === 0
          ? t('students:record.nobody')
          : null;

  return (
    <Popover
      open={open && hindrance === null}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      arrow={false}
      destroyOnHidden
      content={
        <form
          className="record-verdict"
          onKeyDown={(event) => {
            if (event.key === 'Escape') setOpen(false);
          }}
          onSubmit={(event) => {
            event.preventDefault();
            if (campaign) record.mutate({ campaign: campaign.id, selection, verdict, note });
          }}
        >
          <p className="record-verdict-title">
            {t('students:record.title', { campaign: campaign?.name ?? '' })}
          </p>
          <Radio.Group
            vertical
            value={verdict}
            onChange={(event) => setVerdict(event.target.value as Verdict)}
            options={VERDICTS.map((value) => ({ value, label: words.verdict(value) }))}
          />
          <Input
            aria-label={t('students:record.note')}
            placeholder={t('students:record.note')}
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          {record.isError && <ErrorNotice error={record.error} />}
          <Button type="primary" htmlType="submit" block loading={record.isPending}>
            {t('students:record.submit', { count, formatted: formatCount(count) })}
          </Button>
        </form>
      }
    >
      <Button type={count > 0 ? 'primary' : 'default'} disabled={hindrance !== null} title={hindrance ?? ''}>
        {t('students:record.button')}
      </Button>
    </Popover>
  );
}
