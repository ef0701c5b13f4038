import { CheckCircleOutlined, UndoOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { UndoResult } from '../../../shared/contract/imports.ts';
import { core } from '../../rpc/core.ts';
import { hashOf, navigate } from '../../state/route.ts';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { useTask } from '../../ui/useTask.ts';
import { UndoOutcome } from '../history/UndoOutcome.tsx';
import { CountEquation } from './CountEquation.tsx';
import { type ImportState, type ImportStep, nextWaiting } from './importSteps.ts';
import { finish, openNext, skipCurrent, useImport } from './importStore.ts';
import { studentsOfBatch } from './studentsOfBatch.ts';

/** What was written, the way back, and what to do next. */
export function DoneStep({
  state,
  step,
}: {
  state: ImportState;
  step: Extract<ImportStep, { name: 'done' }>;
}) {
  const { t } = useTranslation('import');
  const send = useImport((store) => store.send);
  const undoing = useTask<UndoResult>();
  const { batch, undone } = step;
  const next = nextWaiting(state);

  const undo = async () => {
    const result = await undoing.start(t('done.undoing', { file: batch.file }), (signal) =>
      core.imports.undo({ batch: batch.batch }, { signal }),
    );
    if (result) send({ type: 'undone', result });
  };

  return (
    <div className="done-step">
      <p className="done-title">
        <CheckCircleOutlined className={undone ? 'done-mark undone' : 'done-mark'} />
        {undone ? t('done.undone', { file: batch.file }) : t('done.title', { file: batch.file })}
      </p>
      <CountEquation counts={batch.counts} kind={batch.kind} />
      {undone && <UndoOutcome result={undone} />}
      <RunningTask state={undoing.state} onCancel={undoing.cancel} />
      <div className="done-actions">
        {next ? (
          <Button type="primary" onClick={() => void openNext()}>
            {t('done.next', { name: next.name === '' ? t('choose.looseSet') : next.name })}
          </Button>
        ) : batch.kind === 'contacts' ? (
          <Button type="primary" onClick={() => navigate('contacts')}>
            {t('done.contacts')}
          </Button>
        ) : (
          <Button
            type="primary"
            onClick={() => navigate('students', studentsOfBatch(batch, step.session.role))}
          >
            {batch.kind === 'photos' ? t('done.noPhoto') : t('done.students')}
          </Button>
        )}
        <Button
          onClick={() => {
            skipCurrent();
            if (!next) finish();
          }}
        >
          {t('done.finish')}
        </Button>
        {!undone && undoing.state.kind !== 'running' && (
          <Button icon={<UndoOutlined />} onClick={() => void undo()}>
            {t('done.undo')}
          </Button>
        )}
        <a href={hashOf('history', { batch: batch.batch })}>{t('done.history')}</a>
      </div>
      {!undone && <p className="soft">{t('done.later')}</p>}
    </div>
  );
}
