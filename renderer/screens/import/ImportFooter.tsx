import { Button, Tooltip } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../ui/formatCount.ts';
import { ReasonButton } from '../../ui/ReasonButton.tsx';
import { hindranceOf } from './importHindrance.ts';
import { type ImportState, type Place, placesOf } from './importSteps.ts';
import { commit, openNext, plan, skipCurrent, useImport } from './importStore.ts';
import { runThrough } from './runThrough.ts';

interface Forward {
  label: string;
  run(): void;
}

/** Back, why not forward, forward. Ctrl+Enter goes forward from anywhere on the page. */
export function ImportFooter({ state }: { state: ImportState }) {
  const { t } = useTranslation(['import', 'general']);
  const send = useImport((store) => store.send);
  const amending = useImport((store) => store.amending);
  const { step } = state;
  const hindrance = amending ? 'running' : hindranceOf(state);
  const forward = useForward(state);
  const back = backOf(state);

  const forwardRef = useRef<() => void>(() => {});
  forwardRef.current = () => {
    if (forward && hindrance === null) forward.run();
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        forwardRef.current();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  if (!forward && back === null) return null;
  if (step.name === 'choose' && state.queue.length === 0) return null;
  const unseen = state.queue.filter((item) => item.fate === 'waiting' && !item.needs).length;
  const skippable = step.name !== 'choose' && state.queue.some((item) => item.fate === 'waiting');
  return (
    <footer className="import-footer">
      {back !== null && (
        <Button onClick={() => send({ type: 'wentTo', place: back })}>{t('general:action.back')}</Button>
      )}
      {skippable && (
        <Button type="text" onClick={skipCurrent}>
          {t('import:footer.skip')}
        </Button>
      )}
      {step.name === 'choose' && unseen > 1 && (
        <Tooltip title={t('import:through.help')}>
          <Button disabled={hindrance !== null} onClick={() => void runThrough()}>
            {t('import:through.start', { count: unseen, formatted: formatCount(unseen) })}
          </Button>
        </Tooltip>
      )}
      <span className="import-footer-why" role="status">
        {forward && hindrance !== null && hindrance !== 'running' ? t(`import:hindrance.${hindrance}`) : null}
      </span>
      {forward && (
        <>
          <kbd className="key">{t('import:footer.keys')}</kbd>
          <ReasonButton
            type="primary"
            reason={hindrance === null ? null : t(`import:hindrance.${hindrance}`)}
            onClick={forward.run}
          >
            {forward.label}
          </ReasonButton>
        </>
      )}
    </footer>
  );
}

function useForward(state: ImportState): Forward | null {
  const { t } = useTranslation('import');
  const send = useImport((store) => store.send);
  const { step } = state;
  switch (step.name) {
    case 'choose':
      return {
        label: t(state.parked ? 'footer.continue' : 'footer.start'),
        run: () => void openNext(),
      };
    case 'header':
      return { label: t('footer.toMapping'), run: () => send({ type: 'wentTo', place: 'mapping' }) };
    case 'mapping':
      return step.plan
        ? { label: t('footer.toFindings'), run: () => send({ type: 'wentTo', place: 'findings' }) }
        : { label: t('footer.plan'), run: () => void plan() };
    case 'findings':
      return { label: t('footer.toChanges'), run: () => send({ type: 'wentTo', place: 'changes' }) };
    case 'changes': {
      const count = step.plan.counts.created + step.plan.counts.updated;
      return {
        label: t(step.session.kind === 'photos' ? 'changes.commitPhotos' : 'changes.commit', {
          count,
          formatted: formatCount(count),
        }),
        run: () => void commit(),
      };
    }
    default:
      return null;
  }
}

/** The place that "back" leads to; null where there is none. */
function backOf(state: ImportState): Place | null {
  const { step } = state;
  if (
    step.name !== 'header' &&
    step.name !== 'mapping' &&
    step.name !== 'findings' &&
    step.name !== 'changes'
  ) {
    return null;
  }
  const places = placesOf(step.session.kind);
  return places[places.indexOf(step.name) - 1] ?? null;
}
