import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptBackup } from '../../shared/contract/backups.ts';
import type { LostSince, StartRecovered } from '../../shared/contract/start.ts';
import { startCore } from '../rpc/startCore.ts';
import { BackupTable } from '../ui/BackupTable.tsx';
import { formatCount } from '../ui/formatCount.ts';
import { formatTime } from '../ui/formatTime.ts';
import { RunningTask } from '../ui/RunningTask.tsx';
import { useTask } from '../ui/useTask.ts';

interface RestoreProps {
  backups: readonly KeptBackup[];
  /** There is no salvage to be offered before it. */
  isOnly: boolean;
  onRecovered: (recovered: StartRecovered) => void;
  busy: boolean;
  onBusy: (busy: boolean) => void;
}

/** One of the rolling backups in the store's place: checked first, what would be lost told first. */
export function RestoreStep({ backups, isOnly, onRecovered, busy, onBusy }: RestoreProps) {
  const { t } = useTranslation('start');
  const checking = useTask<LostSince>();
  const restoring = useTask<StartRecovered>();
  const [preview, setPreview] = useState<LostSince | null>(null);
  const check = async (path: string) => {
    onBusy(true);
    setPreview(null);
    setPreview(
      await checking.start(t('restore.checkTask'), (signal) =>
        startCore.prepareRestore({ path }, { signal }),
      ),
    );
    onBusy(false);
  };
  const restore = async () => {
    onBusy(true);
    const result = await restoring.start(t('restore.task'), (signal) =>
      startCore.restore(undefined, { signal }),
    );
    if (result) onRecovered(result);
    onBusy(false);
  };
  return (
    <section className="start-step" aria-labelledby="start-restore">
      <h2 id="start-restore">{t(isOnly ? 'restore.titleOnly' : 'restore.title')}</h2>
      <p className="soft">{t(backups.length === 0 ? 'restore.none' : 'restore.help')}</p>
      {backups.length > 0 && (
        <BackupTable
          list={backups}
          label={t('restore.titleOnly')}
          onRestore={busy ? null : ({ path }) => void check(path)}
        />
      )}
      <RunningTask state={checking.state} onCancel={checking.cancel} />
      {preview && (
        <div className="start-preview" ref={intoView}>
          <Preview preview={preview} />
          <RunningTask state={restoring.state} onCancel={restoring.cancel} />
          <div className="start-acts">
            <Button type="primary" disabled={busy} onClick={() => void restore()}>
              {t('restore.apply')}
            </Button>
            <Button disabled={busy} onClick={() => setPreview(null)}>
              {t('restore.back')}
            </Button>
          </div>
        </div>
      )}
    </section>
  );
}

/** What is to be decided is seen, however long the list. */
function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}

function Preview({ preview: { at, back, since } }: { preview: LostSince }) {
  const { t } = useTranslation('start');
  const now = Date.now();
  const time = formatTime(at, now);
  return (
    <>
      <p>{t('restore.preview', { time, students: formatCount(back.students) })}</p>
      <p>
        {since === null
          ? t('restore.unknown', { time })
          : since.changes === 0
            ? t('restore.sinceNone')
            : t(since.batches.length > 0 ? 'restore.since' : 'restore.sinceNoBatch', {
                changes: formatCount(since.changes),
              })}
      </p>
      {since !== null && since.batches.length > 0 && (
        <ul>
          {since.batches.map((batch) => (
            <li key={batch.id}>
              <span className="numbers">{formatTime(batch.at, now)}</span> {batch.file}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
