import { DiffOutlined, UndoOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Batch, UndoResult } from '../../../shared/contract/imports.ts';
import { core, orpc } from '../../rpc/core.ts';
import { navigate } from '../../state/route.ts';
import { useTasks } from '../../state/tasks.ts';
import { useMay } from '../../state/useMay.ts';
import { formatTime } from '../../ui/formatTime.ts';
import { ReasonButton } from '../../ui/ReasonButton.tsx';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { useTask } from '../../ui/useTask.ts';
import { CountEquation } from '../import/CountEquation.tsx';
import { UndoOutcome } from './UndoOutcome.tsx';
import { useBatchWords } from './useBatchWords.ts';

/** A batch whole, and the way back from it. */
export function BatchDetail({
  batch,
  comparable,
}: {
  batch: Batch;
  /** Whether there is an earlier roster of its source. */
  comparable: boolean;
}) {
  const { t } = useTranslation(['history', 'general']);
  const words = useBatchWords();
  // Any batch is taken back by whoever brings files in; everybody else takes back what they did, where they did it.
  const mayUndo = useMay()('imports.commit');
  const undoing = useTask<UndoResult>();
  const { data: campaigns } = useQuery(orpc.campaigns.list.queryOptions());
  const anyTask = useTasks((state) => state.running.length > 0);
  const campaign = campaigns?.find((entry) => entry.id === batch.campaign)?.name ?? null;
  const name = batch.file === '' ? words.kind(batch) : batch.file;

  const facts: [string, string | number | null][] = [
    [t('history:detail.at'), formatTime(batch.at, Date.now())],
    [t('history:detail.actor'), batch.actor],
    [t('history:detail.kind'), words.kind(batch)],
    [t('history:detail.source'), words.source(batch) || null],
    [t('history:detail.campaign'), campaign],
    [t('history:detail.format'), batch.format || null],
    [t('history:detail.encoding'), batch.encoding],
    [t('history:detail.sheet'), batch.sheet === '*' ? t('history:detail.severalSheets') : batch.sheet],
    [
      t('history:detail.headerRow'),
      batch.headerRow === 0
        ? t(batch.format === 'dbf' ? 'history:detail.fieldNames' : 'history:detail.noHeader')
        : batch.headerRow,
    ],
  ];
  const wrote = batch.counts.created + batch.counts.updated > 0;
  const reason = batch.undone
    ? t('history:undo.already')
    : !wrote
      ? t('history:undo.nothing')
      : anyTask
        ? t('history:undo.busy')
        : null;

  return (
    <section className="batch-detail" aria-label={name}>
      <h2 className="batch-detail-title">{name}</h2>
      {batch.undone && (
        <p className="batch-detail-undone">
          {t('history:undoneBy', {
            actor: batch.undone.actor,
            time: formatTime(batch.undone.at, Date.now()),
          })}
        </p>
      )}
      <dl className="batch-facts">
        {facts
          .filter(([, value]) => value !== null)
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <CountEquation counts={batch.counts} kind={batch.kind} narrow />
      {batch.kind === 'roster' && (
        <ReasonButton
          icon={<DiffOutlined />}
          reason={
            batch.undone ? t('history:undo.already') : comparable ? null : t('history:compare.nothingBefore')
          }
          onClick={() => navigate('history', { batch: batch.batch, compare: '' })}
        >
          {t('history:compare.action')}
        </ReasonButton>
      )}
      {undoing.state.kind === 'done' && <UndoOutcome result={undoing.state.result} />}
      <RunningTask state={undoing.state} onCancel={undoing.cancel} />
      {mayUndo && undoing.state.kind !== 'running' && undoing.state.kind !== 'done' && (
        <div className="batch-detail-actions">
          <ReasonButton
            icon={<UndoOutlined />}
            reason={reason}
            onClick={() =>
              void undoing.start(t('history:undo.running', { file: name }), (signal) =>
                core.imports.undo({ batch: batch.batch }, { signal }),
              )
            }
          >
            {t('history:undo.action')}
          </ReasonButton>
          <span className="soft">{t('history:undo.help')}</span>
        </div>
      )}
    </section>
  );
}
