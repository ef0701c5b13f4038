import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UpdateStatus } from '../../../shared/contract/updates.ts';
import { core, orpc } from '../../rpc/core.ts';
import { runTask } from '../../state/runTask.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

/** Where newer versions of the program are looked for, what lies there, and what happens when the program ends. */
export function UpdateForm() {
  const { data: status, error } = useQuery(orpc.updates.status.queryOptions());
  if (error) return <ErrorNotice error={error} />;
  return status ? <Form key={status.folder} status={status} /> : null;
}

function Form({ status }: { status: UpdateStatus }) {
  const { t } = useTranslation('settings');
  const id = useId();
  const queryClient = useQueryClient();
  const [folder, setFolder] = useState(status.folder);
  const [failed, setFailed] = useState<unknown>(null);
  const [isTaking, setIsTaking] = useState(false);
  const show = (next: UpdateStatus) => {
    setFailed(null);
    queryClient.setQueryData(orpc.updates.status.queryKey(), next);
  };
  const save = () => core.updates.saveFolder({ folder: folder.trim() }).then(show, setFailed);
  const take = async () => {
    setIsTaking(true);
    const end = await runTask(t('update.taking'), new AbortController(), (signal) =>
      core.updates.take(undefined, { signal }),
    );
    setIsTaking(false);
    if (end.kind === 'done') show(end.result);
    if (end.kind === 'failed') setFailed(end.error);
  };
  const { latest, ready, problem } = status;
  return (
    <form
      aria-label={t('update.title')}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div className="settings-line">
        <label htmlFor={`${id}-folder`} className="soft">
          {t('update.folder')}
        </label>
        <span className="settings-update">
          <Input
            id={`${id}-folder`}
            value={folder}
            maxLength={500}
            placeholder={t('update.example')}
            onChange={(event) => setFolder(event.target.value)}
          />
          <Button htmlType="submit" disabled={folder.trim() === status.folder}>
            {t('update.save')}
          </Button>
        </span>
      </div>
      <div className="settings-line">
        <span className="soft">{t('update.help')}</span>
        <span role="status">{saidOf(status, t)}</span>
      </div>
      {latest?.standing === 'newer' && ready !== latest.version && (
        <div className="settings-line">
          <span className="soft">{latest.notes.join('；')}</span>
          <Button onClick={() => void take()} loading={isTaking}>
            {t('update.take', { version: latest.version })}
          </Button>
        </div>
      )}
      {(failed ?? problem) !== null && <ErrorNotice error={failed ?? problem} />}
    </form>
  );
}

function saidOf(
  { running, folder, latest, ready }: UpdateStatus,
  t: ReturnType<typeof useTranslation<'settings'>>['t'],
): string {
  if (ready !== null) return t('update.ready', { version: ready });
  if (latest?.standing === 'newer') return t('update.newer', { version: latest.version, running });
  if (latest) return t('update.current', { running });
  return folder === '' ? t('update.none', { running }) : t('update.unknown', { running });
}
