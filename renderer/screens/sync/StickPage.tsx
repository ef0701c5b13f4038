import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TakenBundle, WrittenBundle } from '../../../shared/contract/bundles.ts';
import { core, orpc } from '../../rpc/core.ts';
import { useMay } from '../../state/useMay.ts';
import { useJoined } from '../../text/useJoined.ts';
import { formatCount } from '../../ui/formatCount.ts';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { saveDownload } from '../../ui/saveDownload.ts';
import { useTask } from '../../ui/useTask.ts';
import { ShareFolder } from './ShareFolder.tsx';
import { TakeBundles } from './TakeBundles.tsx';

/** How often what came of the folder is looked at: turns there are no news by themselves. */
const LOOK_EVERY_MS = 10_000;

/** Without a network: what waits goes to the hub on a stick or through a folder, and what the hub wrote for this desk is looked at and taken. */
export function StickPage({ waiting }: { waiting: number }) {
  const { t } = useTranslation('sync');
  return (
    <div className="sync-stick">
      <p className="soft">{t('stick.help')}</p>
      <WriteBundle waiting={waiting} />
      <TakeBundles<TakenBundle>
        title={t('stick.in')}
        choose={t('stick.choose')}
        look={(files, signal) => core.bundles.look({ files }, { signal })}
        take={(files, signal) => core.bundles.take({ files }, { signal })}
        say={({ isKnown, isWhole, deeds, files }) =>
          isKnown
            ? t('stick.tookKnown')
            : t(isWhole ? 'stick.tookWhole' : 'stick.took', {
                deeds: formatCount(deeds),
                files: formatCount(files),
              })
        }
      />
      <Share />
    </div>
  );
}

function Share() {
  const { t } = useTranslation('sync');
  const may = useMay();
  const { data } = useQuery({ ...orpc.bundles.shared.queryOptions(), refetchInterval: LOOK_EVERY_MS });
  const set = useMutation(orpc.bundles.setShare.mutationOptions());
  if (!data) return null;
  return (
    <ShareFolder
      share={data}
      help={t('share.helpDesk')}
      maySet={may('bundles.setShare')}
      error={set.error}
      onSet={(folder) => set.mutate({ folder })}
    />
  );
}

function WriteBundle({ waiting }: { waiting: number }) {
  const { t } = useTranslation('sync');
  const task = useTask<WrittenBundle>();
  const joined = useJoined();
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
              names: joined(made.downloads.map(({ name }) => name)),
            })}
          </span>
        )}
      </div>
      <RunningTask state={task.state} onCancel={task.cancel} />
    </section>
  );
}
