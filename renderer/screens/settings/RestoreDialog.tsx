import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptBackup, RestorePreview } from '../../../shared/contract/backups.ts';
import { core } from '../../rpc/core.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { formatTime } from '../../ui/formatTime.ts';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { useTask } from '../../ui/useTask.ts';

/** Checks a backup and says what restoring it would change, before anything is changed. */
export function RestoreDialog({ backup, onClose }: { backup: KeptBackup; onClose: () => void }) {
  const { t } = useTranslation(['backups', 'general']);
  const task = useTask<RestorePreview>();
  const dialog = useRef<HTMLDialogElement>(null);
  const begun = useRef(false);
  const { start } = task;
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void start(t('backups:restore.task'), (signal) =>
      core.backups.prepareRestore({ path: backup.path }, { signal }),
    );
  }, [start, t, backup.path]);
  const restore = useMutation({
    mutationFn: () => core.backups.restore(),
    // All that the window holds is of the store that was.
    onSuccess: () => window.location.reload(),
  });
  const close = () => {
    task.cancel();
    void core.backups.forgetPrepared();
    onClose();
  };
  const preview = task.state.kind === 'done' ? task.state.result : null;
  return (
    <DialogFrame
      dialog={dialog}
      className="backups-restore"
      title={t('backups:restore.title', { time: formatTime(backup.at, Date.now()) })}
      onClose={close}
    >
      <div className="backups-restore-body">
        <RunningTask state={task.state} onCancel={task.cancel} />
        {preview && <Preview preview={preview} />}
        {restore.isError && <ErrorNotice error={restore.error} />}
        <div className="backups-restore-acts">
          <Button
            type="primary"
            disabled={preview === null}
            loading={restore.isPending}
            onClick={() => restore.mutate()}
          >
            {t('backups:restore.apply')}
          </Button>
          <Button onClick={() => dialog.current?.close()}>{t('general:action.cancel')}</Button>
        </div>
      </div>
    </DialogFrame>
  );
}

function Preview({
  preview: { now, back, isEarlier, changesSince, batchesSince },
}: {
  preview: RestorePreview;
}) {
  const { t } = useTranslation('backups');
  return (
    <>
      <p>{t('restore.students', { now: formatCount(now.students), back: formatCount(back.students) })}</p>
      <p>{t('restore.photos', { now: formatCount(now.photos), back: formatCount(back.photos) })}</p>
      <p>
        {!isEarlier
          ? t('restore.other')
          : changesSince === 0
            ? t('restore.none')
            : t('restore.changes', { changes: formatCount(changesSince) })}
      </p>
      {batchesSince.length > 0 && (
        <ul>
          {batchesSince.map(({ id, file, at }) => (
            <li key={id}>
              <span className="numbers">{formatTime(at, Date.now())}</span> {file}
            </li>
          ))}
        </ul>
      )}
      <p className="soft">{t('restore.aside')}</p>
    </>
  );
}
