import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupState, KeptBackup } from '../../../shared/contract/backups.ts';
import { COPIES_STAY_DAYS } from '../../../shared/domain/backupThinning.ts';
import { core, orpc } from '../../rpc/core.ts';
import { useWords } from '../../text/useWords.ts';
import { BackupTable } from '../../ui/BackupTable.tsx';
import { formatBytes } from '../../ui/formatBytes.ts';
import { formatCount } from '../../ui/formatCount.ts';
import { formatTime } from '../../ui/formatTime.ts';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { useTask } from '../../ui/useTask.ts';
import { BackupPlanForm } from './BackupPlanForm.tsx';
import { RestoreDialog } from './RestoreDialog.tsx';
import './BackupSection.css';

/** When backups are made and where they go, those that there are, and the way back to one of them. */
export function BackupSection() {
  const { t } = useTranslation('backups');
  const queryClient = useQueryClient();
  const { data: state } = useQuery(orpc.backups.state.queryOptions());
  const { data: list } = useQuery(orpc.backups.list.queryOptions());
  const [chosen, setChosen] = useState<KeptBackup | null>(null);
  const task = useTask<KeptBackup>();
  const made = task.state.kind === 'done' ? task.state.result : null;
  const makeNow = async () => {
    await task.start(t('task'), (signal) => core.backups.make(undefined, { signal }));
    await queryClient.invalidateQueries({ queryKey: orpc.backups.key() });
  };
  if (!state || !list) return null;
  return (
    <div className="backups">
      <p className="soft">{t('help')}</p>
      <Standing state={state} />
      <div className="settings-line">
        <Button
          type="primary"
          disabled={task.state.kind === 'running' || state.running}
          onClick={() => void makeNow()}
        >
          {t('now')}
        </Button>
        {made && (
          <span role="status">
            {t('made', { students: formatCount(made.students), photos: formatCount(made.photos) })}
            {made.lostPhotos > 0 && t('lost', { photos: formatCount(made.lostPhotos) })}
          </span>
        )}
      </div>
      <RunningTask state={task.state} onCancel={task.cancel} />
      <BackupPlanForm plan={state.plan} />
      {list.length === 0 ? (
        <p className="soft">{t('list.none')}</p>
      ) : (
        <BackupTable list={list} label={t('title')} onRestore={setChosen} />
      )}
      {state.copies.count > 0 && (
        <p className="soft">
          {t('copies', {
            copies: state.copies.count,
            size: formatBytes(state.copies.bytes),
            keep: state.plan.before,
            days: COPIES_STAY_DAYS,
          })}
        </p>
      )}
      {chosen && <RestoreDialog backup={chosen} onClose={() => setChosen(null)} />}
    </div>
  );
}

function Standing({ state: { lastGood, failed, nextAt, besideData } }: { state: BackupState }) {
  const { t } = useTranslation('backups');
  const words = useWords();
  const now = Date.now();
  const said = failed && words.sayError(failed);
  return (
    <>
      {failed && said && (
        <Alert
          type="error"
          showIcon
          title={t('failed', { time: formatTime(failed.at, now) })}
          description={`${said.message}${said.hint}`}
        />
      )}
      {besideData && <Alert type="warning" showIcon title={t('besideData')} />}
      <div className="settings-line">
        <span className="soft">{t('lastGood')}</span>
        <span className="numbers">
          {lastGood === null
            ? t('never')
            : lastGood.students === null
              ? formatTime(lastGood.at, now)
              : t('goodAt', {
                  time: formatTime(lastGood.at, now),
                  students: formatCount(lastGood.students),
                })}
        </span>
      </div>
      <div className="settings-line">
        <span className="soft">{t('next')}</span>
        <span className="numbers">
          {nextAt === null ? t('nextOff') : nextAt <= now ? t('nextNow') : formatTime(nextAt, now)}
        </span>
      </div>
    </>
  );
}
