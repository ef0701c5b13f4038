import { EllipsisOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Dropdown, Input, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StudentDetail } from '../../../shared/contract/students.ts';
import { VERDICTS, type Verdict } from '../../../shared/domain/verificationStatus.ts';
import { orpc } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { undoBatch } from '../../state/undoBatch.ts';
import { useCampaign } from '../../state/useCampaign.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Offered } from '../../ui/Offered.tsx';
import { StatusTag } from '../../ui/StatusTag.tsx';
import { VerdictNote } from './VerdictNote.tsx';

/** The status, why it is so, what comes next, and the buttons to register what is known. */
export function StatusPanel({
  student,
  campaign: campaignId,
  onChanged,
}: {
  student: StudentDetail;
  campaign: string | null;
  onChanged: () => void;
}) {
  const { t } = useTranslation(['students', 'general']);
  const words = useWords();
  const campaign = useCampaign(campaignId);
  const showUndo = useUndo((state) => state.show);
  const [note, setNote] = useState('');
  const record = useMutation(
    orpc.campaigns.record.mutationOptions({
      onSuccess: (result, { verdict }) => {
        showUndo(
          t('students:record.doneOne', {
            name: student.values.name ?? t('students:nameless'),
            verdict: words.verdict(verdict),
          }),
          () => undoBatch(result.batch),
        );
        setNote('');
        onChanged();
      },
    }),
  );
  const save = (verdict: Verdict) => {
    if (campaign) record.mutate({ campaign: campaign.id, selection: { ids: [student.id] }, verdict, note });
  };
  const hindrance =
    campaign === null
      ? t('students:record.noCampaign')
      : campaign.closedAt !== null
        ? t('students:record.closed')
        : student.statusReason.code === 'not-in-campaign'
          ? t('students:record.outside')
          : null;
  // What was written beside the newest verdict: a person has to see it, and nobody takes it for a value.
  const newest = [...student.timeline]
    .sort((one, other) => other.at - one.at)
    .find(({ kind, campaign: of }) => kind === 'verdict' && of === (campaign?.id ?? null));
  const others = VERDICTS.filter((verdict) => verdict !== 'correct' && verdict !== 'wrong');

  return (
    <section className="drawer-section status-panel" aria-label={t('students:column.status')}>
      <div className="status-panel-line">
        <StatusTag status={student.status} />
        <span>{words.statusReason(student.statusReason)}</span>
        {student.deadline !== null && (
          <span className="soft numbers">{t('students:deadline', { day: student.deadline })}</span>
        )}
      </div>
      {newest && newest.note !== null && (
        <p className="status-panel-said">
          <VerdictNote note={newest.note} eventSource={newest.eventSource} />
        </p>
      )}
      <p className="status-panel-next">{t(`students:next.${student.status}`)}</p>
      <Offered call="campaigns.record">
        <div className="status-panel-actions">
          <Input
            className="status-panel-note"
            aria-label={t('students:record.note')}
            placeholder={hindrance ?? t('students:record.note')}
            maxLength={500}
            value={note}
            disabled={hindrance !== null}
            onChange={(event) => setNote(event.target.value)}
          />
          <Space.Compact>
            {(['correct', 'wrong'] as const).map((verdict) => (
              <Button
                key={verdict}
                disabled={hindrance !== null || record.isPending}
                title={hindrance ?? ''}
                onClick={() => save(verdict)}
              >
                {t('students:record.as', { verdict: words.verdict(verdict) })}
              </Button>
            ))}
            <Dropdown
              trigger={['click']}
              disabled={hindrance !== null || record.isPending}
              placement="bottomRight"
              menu={{
                items: others.map((verdict) => ({ key: verdict, label: words.verdict(verdict) })),
                onClick: ({ key }) => {
                  const verdict = others.find((entry) => entry === key);
                  if (verdict) save(verdict);
                },
              }}
            >
              <Button icon={<EllipsisOutlined />} aria-label={t('students:record.others')} />
            </Dropdown>
          </Space.Compact>
        </div>
      </Offered>
      {record.isError && <ErrorNotice error={record.error} />}
    </section>
  );
}
