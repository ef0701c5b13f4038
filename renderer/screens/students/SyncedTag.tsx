import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/core.ts';
import { hashOf } from '../../state/route.ts';
import './SyncedTag.css';

const TAB = { waiting: 'waiting', conflict: 'conflicts', refused: 'refused' } as const;

/** Whether what is shown of a student is at the hub; of a store without one, nothing. */
export function SyncedTag({ student }: { student: string }) {
  const { t } = useTranslation('sync');
  const { data } = useQuery(orpc.sync.ofStudent.queryOptions({ input: { student } }));
  const state = data?.state ?? null;
  if (state === null) return null;
  if (state === 'registered') return <span className="soft synced-state">{t('state.registered')}</span>;
  return (
    <a className={`synced-state synced-${state}`} href={hashOf('sync', { tab: TAB[state] })}>
      {t(`state.${state}`)}
    </a>
  );
}
