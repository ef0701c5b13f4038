import { InboxOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownBundle, TakenBundle, WrittenBundle } from '../../../shared/contract/bundles.ts';
import { core } from '../../rpc/core.ts';
import { uploadFile } from '../../rpc/uploadFile.ts';
import { formatCount } from '../../ui/formatCount.ts';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { saveDownload } from '../../ui/saveDownload.ts';
import { useTask } from '../../ui/useTask.ts';
import { BundleTable } from './BundleTable.tsx';

/** Without a network: what waits goes to the hub on a stick, and what the hub wrote for this desk is looked at and taken. */
export function StickPage({ waiting }: { waiting: number }) {
  const { t } = useTranslation('sync');
  return (
    <div className="sync-stick">
      <p className="soft">{t('stick.help')}</p>
      <WriteBundle waiting={waiting} />
      <TakeBundles />
    </div>
  );
}

function WriteBundle({ waiting }: { waiting: number }) {
  const { t } = useTranslation('sync');
  const task = useTask<WrittenBundle>();
  const write = async () => {
    const made = await task.start(t('stick.writing'), (signal) => core.bundles.write(undefined, { signal }));
    for (const { download } of made?.downloads ?? []) saveDownload(download);
  };
  const made = task.state.kind === 'done' ? task.state.result : null;
  return (
    <section aria-label={t('stick.out')}>
      <h2>{t('stick.out')}</h2>
      <p>
        {waiting === 0
          ? t('stick.nothingWaits')
          : t('stick.waits', { count: waiting, formatted: formatCount(waiting) })}
      </p>
      <div className="sync-buttons">
        <Button disabled={task.state.kind === 'running'} onClick={() => void write()}>
          {t('stick.write')}
        </Button>
        {made && (
          <span role="status">
            {t('stick.written', {
              number: made.number,
              count: made.mutations,
              formatted: formatCount(made.mutations),
              names: made.downloads.map(({ name }) => name).join('、'),
            })}
          </span>
        )}
      </div>
      <RunningTask state={task.state} onCancel={task.cancel} />
    </section>
  );
}

function TakeBundles() {
  const { t } = useTranslation('sync');
  const queryClient = useQueryClient();
  const looking = useTask<ShownBundle[]>();
  const taking = useTask<TakenBundle>();
  const [shown, setShown] = useState<ShownBundle[]>([]);
  const [said, setSaid] = useState<string | null>(null);
  const isBusy = looking.state.kind === 'running' || taking.state.kind === 'running';
  const look = async (files: readonly File[]) => {
    setSaid(null);
    taking.reset();
    const found = await looking.start(t('stick.looking'), async (signal) => {
      const names: string[] = [];
      for (const file of files) names.push(await uploadFile(file, { signal }));
      return core.bundles.look({ files: names }, { signal });
    });
    if (found) setShown(found);
  };
  const take = async (bundle: ShownBundle) => {
    const taken = await taking.start(t('stick.taking'), (signal) =>
      core.bundles.take({ files: bundle.files }, { signal }),
    );
    await queryClient.invalidateQueries();
    if (!taken) return;
    setShown((now) => now.filter((one) => one !== bundle));
    const counts = { deeds: formatCount(taken.deeds), files: formatCount(taken.files) };
    setSaid(
      taken.isKnown ? t('stick.tookKnown') : t(taken.isWhole ? 'stick.tookWhole' : 'stick.took', counts),
    );
  };
  return (
    <section aria-label={t('stick.in')}>
      <h2>{t('stick.in')}</h2>
      <Upload.Dragger
        multiple
        accept=".xjs"
        showUploadList={false}
        disabled={isBusy}
        beforeUpload={(file, all) => {
          // Called once for each of them.
          if (file === all.at(-1)) void look(all);
          return false;
        }}
      >
        <InboxOutlined aria-hidden /> {t('stick.choose')}
      </Upload.Dragger>
      <RunningTask state={looking.state} onCancel={looking.cancel} />
      {shown.length > 0 && <BundleTable bundles={shown} isBusy={isBusy} onTake={(one) => void take(one)} />}
      <RunningTask state={taking.state} onCancel={taking.cancel} />
      {said && <p role="status">{said}</p>}
    </section>
  );
}
