import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { orpc } from '../../rpc/core.ts';
import { usePreferences } from '../../state/preferences.ts';
import { useUndo } from '../../state/undo.ts';
import { undoBatch } from '../../state/undoBatch.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { MilestoneRow } from './MilestoneRow.tsx';
import './Deadlines.css';
import './Timetable.css';
import { useMay } from '../../state/useMay.ts';

/** The steps of a campaign's year: names and days to type in, kept on leaving the field; the last row makes a new one. */
export function Timetable({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const language = usePreferences((state) => state.language);
  const queryClient = useQueryClient();
  const may = useMay();
  const showUndo = useUndo((state) => state.show);
  const { data, error, refetch } = useQuery(
    orpc.timetable.of.queryOptions({ input: { campaign: campaign.id } }),
  );
  const draft = useMutation(orpc.timetable.draft.mutationOptions());
  const takeOver = async () => {
    try {
      const { batch, changed } = await draft.mutateAsync({ campaign: campaign.id, language });
      await queryClient.invalidateQueries({ queryKey: orpc.timetable.key() });
      if (batch !== null) showUndo(t('timetable.drafted', { count: changed }), () => undoBatch(batch));
    } catch {
      // The mutation's own state says what went wrong.
    }
  };
  if (error !== null && data === undefined)
    return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  const closed = campaign.closedAt !== null || !may('timetable.set');
  const offer =
    closed || data.offered === 0 ? null : (
      <Button loading={draft.isPending} onClick={() => void takeOver()}>
        {t('timetable.draft', { count: data.offered })}
      </Button>
    );
  return (
    <section className="deadlines" aria-label={t('progress.timetable')}>
      {draft.isError && <ErrorNotice error={draft.error} />}
      {data.items.length === 0 ? (
        <EmptyState title={t('timetable.empty.title')} actions={offer}>
          {t('timetable.empty.text')}
        </EmptyState>
      ) : (
        <div className="timetable-head">
          <p className="soft deadlines-help">
            {may('timetable.set') && t(closed ? 'timetable.closed' : 'timetable.help')}
          </p>
          {offer}
        </div>
      )}
      {(data.items.length > 0 || !closed) && (
        <div className="deadlines-place">
          <table className="plain-table campaign-table" aria-label={t('progress.timetable')}>
            <thead>
              <tr>
                {(['name', 'from', 'to', 'left', 'usual'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`timetable.column.${column}`)}
                  </th>
                ))}
                <th scope="col">
                  <span className="visually-hidden">{t('timetable.column.remove')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.items.map((item) => (
                <MilestoneRow key={item.id} campaign={campaign} item={item} today={data.today} />
              ))}
              {!closed && <MilestoneRow key="new" campaign={campaign} item={null} today={data.today} />}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
