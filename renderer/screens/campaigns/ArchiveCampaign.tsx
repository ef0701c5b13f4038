import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign, CampaignArchive } from '../../../shared/contract/campaigns.ts';
import { core } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { saveDownload } from '../../ui/saveDownload.ts';
import { useTask } from '../../ui/useTask.ts';

/** Makes the archive of a closed campaign, with progress and a way out. */
export function ArchiveCampaign({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation(['campaigns', 'general']);
  const showNote = useUndo((state) => state.show);
  const [unmasked, setUnmasked] = useState(false);
  const task = useTask<CampaignArchive>();
  const run = async () => {
    const made = await task.start(t('campaigns:archive.making'), (signal) =>
      core.campaigns.archive({ id: campaign.id, unmasked }, { signal }),
    );
    if (made === null) return;
    saveDownload(made.download);
    const { files, leftOut } = made;
    showNote(
      leftOut.length === 0
        ? t('campaigns:archive.done', { count: files })
        : t('campaigns:archive.doneWithout', {
            count: files,
            without: leftOut.join(t('general:listJoin')),
          }),
    );
  };
  return (
    <section className="edit-campaign" aria-label={t('campaigns:archive.action')}>
      <p>{t('campaigns:archive.what')}</p>
      <Checkbox checked={unmasked} onChange={(event) => setUnmasked(event.target.checked)}>
        {t('campaigns:archive.unmasked')}
      </Checkbox>
      <RunningTask state={task.state} onCancel={task.cancel} />
      <div className="edit-campaign-actions">
        <Button type="primary" loading={task.state.kind === 'running'} onClick={() => void run()}>
          {t('campaigns:archive.make')}
        </Button>
      </div>
    </section>
  );
}
