import { InboxOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownBundle } from '../../../shared/contract/bundles.ts';
import { uploadFile } from '../../rpc/uploadFile.ts';
import type { TaskEvents } from '../../state/runTask.ts';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { useTask } from '../../ui/useTask.ts';
import { BundleTable } from './BundleTable.tsx';

/** Bundles that were brought here: looked at first, then taken one by one. `say`: what was taken, as a person is told it. */
export function TakeBundles<Taken>({
  title,
  choose,
  look,
  take,
  say,
}: {
  title: string;
  choose: string;
  look: (files: string[], signal: AbortSignal) => Promise<TaskEvents<ShownBundle[]>>;
  take: (files: string[], signal: AbortSignal) => Promise<TaskEvents<Taken>>;
  say: (taken: Taken) => string;
}) {
  const { t } = useTranslation('sync');
  const queryClient = useQueryClient();
  const looking = useTask<ShownBundle[]>();
  const taking = useTask<Taken>();
  const [shown, setShown] = useState<ShownBundle[]>([]);
  const [said, setSaid] = useState<string | null>(null);
  const isBusy = looking.state.kind === 'running' || taking.state.kind === 'running';
  const lookAt = async (handedIn: (signal: AbortSignal) => Promise<string[]>) => {
    const found = await looking.start(t('stick.looking'), async (signal) =>
      look(await handedIn(signal), signal),
    );
    if (found) setShown(found);
  };
  const chosen = (files: readonly File[]) => {
    setSaid(null);
    taking.reset();
    return lookAt(async (signal) => {
      const names: string[] = [];
      for (const file of files) names.push(await uploadFile(file, { signal }));
      return names;
    });
  };
  const takeOne = async (bundle: ShownBundle) => {
    setSaid(null);
    const taken = await taking.start(t('stick.taking'), (signal) => take(bundle.files, signal));
    await queryClient.invalidateQueries();
    if (!taken) return;
    setSaid(say(taken));
    const left = shown.filter((one) => one !== bundle);
    setShown(left);
    // The one that had to wait for this one can be taken now.
    if (left.length > 0) await lookAt(async () => left.flatMap(({ files }) => files));
  };
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <Upload.Dragger
        multiple
        accept=".xjs"
        showUploadList={false}
        disabled={isBusy}
        beforeUpload={(file, all) => {
          // Called once for each of them.
          if (file === all.at(-1)) void chosen(all);
          return false;
        }}
      >
        <InboxOutlined aria-hidden /> {choose}
      </Upload.Dragger>
      <RunningTask state={looking.state} onCancel={looking.cancel} />
      {shown.length > 0 && (
        <BundleTable bundles={shown} isBusy={isBusy} onTake={(one) => void takeOne(one)} />
      )}
      <RunningTask state={taking.state} onCancel={taking.cancel} />
      {said && <p role="status">{said}</p>}
    </section>
  );
}
