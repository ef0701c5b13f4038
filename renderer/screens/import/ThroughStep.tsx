import { useTranslation } from 'react-i18next';
import { RunningTask } from '../../ui/RunningTask.tsx';
import type { ImportState } from './importSteps.ts';
import { currentItem } from './importSteps.ts';
import { stopThrough, useThrough } from './runThrough.ts';

/** How far the list has come while it is imported without a stop, and the way out. */
export function ThroughStep({ state }: { state: ImportState }) {
  const { t } = useTranslation('import');
  const stopping = useThrough((through) => through.stopping);
  const item = currentItem(state);
  const settled = state.queue.filter((each) => each.fate !== 'waiting' || each.needs).length;
  const done = item ? settled - 1 : settled;
  return (
    <RunningTask
      state={{
        kind: 'running',
        title: item
          ? t('through.title', { file: item.name === '' ? t('choose.looseSet') : item.name })
          : t('through.list'),
        progress: { type: 'progress', stage: 'save', done, total: state.queue.length },
        cancelling: stopping,
      }}
      onCancel={stopThrough}
    />
  );
}
