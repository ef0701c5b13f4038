import { useTranslation } from 'react-i18next';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { currentItem, type ImportState, type ImportStep } from './importSteps.ts';
import { cancelRunning } from './importStore.ts';

type StepOf<Name extends ImportStep['name']> = Extract<ImportStep, { name: Name }>;

export function OpeningStep({ state, step }: { state: ImportState; step: StepOf<'opening'> }) {
  const { t } = useTranslation('import');
  const item = currentItem(state);
  const sending = step.sent < step.bytes;
  return (
    <div className="import-running">
      <RunningTask
        state={{
          kind: 'running',
          title: t('opening.sending', {
            file: item?.name === '' ? t('choose.looseSet') : (item?.name ?? ''),
          }),
          progress: sending
            ? {
                type: 'progress',
                stage: 'read',
                done: Math.floor((step.sent / Math.max(1, step.bytes)) * 100),
                total: 100,
              }
            : null,
          cancelling: false,
        }}
        onCancel={cancelRunning}
      />
      {!sending && <p className="soft">{t('opening.looking')}</p>}
    </div>
  );
}

export function PlanningStep({ step }: { step: StepOf<'planning'> }) {
  const { t } = useTranslation('import');
  return (
    <div className="import-running">
      <RunningTask
        state={{
          kind: 'running',
          title: t('planning.title', { file: step.session.file }),
          progress: step.progress,
          cancelling: false,
        }}
        onCancel={cancelRunning}
      />
      <p className="soft">{t('planning.help')}</p>
    </div>
  );
}

export function CommittingStep({ step }: { step: StepOf<'committing'> }) {
  const { t } = useTranslation('import');
  return (
    <div className="import-running">
      <RunningTask
        state={{
          kind: 'running',
          title: t('committing.title', { file: step.session.file }),
          progress: step.progress,
          cancelling: false,
        }}
        onCancel={cancelRunning}
      />
      <p className="soft">{t('committing.help')}</p>
    </div>
  );
}
