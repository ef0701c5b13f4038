import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HubState, TakenUpBundle, WrittenDownBundle } from '../../../shared/contract/hub.ts';
import { core, orpc } from '../../rpc/core.ts';
import { useJoined } from '../../text/useJoined.ts';
import { formatCount } from '../../ui/formatCount.ts';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { saveDownload } from '../../ui/saveDownload.ts';
import { useTask } from '../../ui/useTask.ts';
import { ShareFolder } from '../sync/ShareFolder.tsx';
import { TakeBundles } from '../sync/TakeBundles.tsx';

/** Computers that do not reach this hub: what they sent on a stick is taken, and what is for them is taken along; or by a folder that both reach. */
export function HubStick({ content }: { content: NonNullable<HubState['content']> }) {
  const { t } = useTranslation(['hub', 'sync']);
  const share = useMutation(orpc.hub.setShare.mutationOptions());
  const say = (taken: TakenUpBundle) => {
    const { name, number, isKnown, mutations, outcomes, files, needsWhole } = taken;
    const counts = {
      ...{ name, number, count: mutations, formatted: formatCount(mutations), files: formatCount(files) },
      ...{ conflicts: formatCount(outcomes.conflict), refused: formatCount(outcomes.rejected) },
    };
    const said =
      mutations === 0
        ? t('hub:stick.tookNothing', counts)
        : isKnown
          ? t('hub:stick.tookKnown', counts)
          : t('hub:stick.took', counts);
    return needsWhole ? `${said}${t('hub:stick.needsWhole')}` : said;
  };
  return (
    <section className="sync-card sync-stick" aria-label={t('hub:stick.title')}>
      <h2>{t('hub:stick.title')}</h2>
      <p className="soft">{t('hub:stick.help')}</p>
      <TakeBundles<TakenUpBundle>
        title={t('hub:stick.in')}
        choose={t('hub:stick.choose')}
        look={(files, signal) => core.hub.lookBundles({ files }, { signal })}
        take={(files, signal) => core.hub.takeBundle({ files }, { signal })}
        say={say}
      />
      <WriteFor devices={content.devices} />
      <ShareFolder
        share={content.share}
        help={t('sync:share.helpHub')}
        maySet
        error={share.error}
        onSet={(folder) => share.mutate({ folder })}
      />
    </section>
  );
}

function WriteFor({ devices }: { devices: NonNullable<HubState['content']>['devices'] }) {
  const { t } = useTranslation('hub');
  const id = useId();
  const queryClient = useQueryClient();
  const joined = useJoined();
  const task = useTask<WrittenDownBundle>();
  const [chosen, setChosen] = useState<string | null>(null);
  const [whole, setWhole] = useState(false);
  const others = devices.filter(({ isHere, state }) => !isHere && state === 'active');
  const device = others.find((one) => one.id === chosen) ?? null;
  const write = async () => {
    if (device === null) return;
    const made = await task.start(t('stick.writing'), (signal) =>
      core.hub.writeBundle({ device: device.id, whole }, { signal }),
    );
    for (const { download } of made?.downloads ?? []) saveDownload(download);
    await queryClient.invalidateQueries({ queryKey: orpc.hub.key() });
  };
  const made = task.state.kind === 'done' ? task.state.result : null;
  return (
    <section aria-label={t('stick.out')}>
      <h2>{t('stick.out')}</h2>
      {others.length === 0 ? (
        <p className="soft">{t('stick.nobody')}</p>
      ) : (
        <div className="sync-buttons">
          <label htmlFor={`${id}-device`}>{t('stick.for')}</label>
          <Select
            id={`${id}-device`}
            className="hub-device-choice"
            showSearch={{ optionFilterProp: 'label' }}
            value={chosen}
            options={others.map((one) => ({ value: one.id, label: one.name }))}
            onChange={(next) => {
              task.reset();
              setChosen(next);
            }}
          />
          <Checkbox checked={whole} onChange={(event) => setWhole(event.target.checked)}>
            {t('stick.whole')}
          </Checkbox>
          <Button disabled={device === null || task.state.kind === 'running'} onClick={() => void write()}>
            {t('stick.write')}
          </Button>
        </div>
      )}
      {made && (
        <p role="status">
          {t(made.isWhole ? 'stick.writtenWhole' : 'stick.written', {
            number: made.number,
            names: joined(made.downloads.map(({ name }) => name)),
          })}
        </p>
      )}
      <RunningTask state={task.state} onCancel={task.cancel} />
    </section>
  );
}
