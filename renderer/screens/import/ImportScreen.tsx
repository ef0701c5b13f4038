import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ChangesStep } from './ChangesStep.tsx';
import { ChooseStep } from './ChooseStep.tsx';
import { DoneStep } from './DoneStep.tsx';
import { FailedStep } from './FailedStep.tsx';
import { FindingsStep } from './FindingsStep.tsx';
import { HeaderStep } from './HeaderStep.tsx';
import { ImportFooter } from './ImportFooter.tsx';
import { currentItem, type ImportState } from './importSteps.ts';
import { useImport } from './importStore.ts';
import { MappingStep } from './MappingStep.tsx';
import { PlaceBar } from './PlaceBar.tsx';
import { CommittingStep, OpeningStep, PlanningStep } from './RunningSteps.tsx';
import { useThrough } from './runThrough.ts';
import { ThroughStep } from './ThroughStep.tsx';
import '../../ui/PlainTable.css';
import './Import.css';

/** The import wizard: one file after the other, from the drop zone to the commit. */
export function ImportScreen() {
  const { t } = useTranslation('general');
  const held = useImport((store) => store.state);
  const through = useThrough((store) => store.running);
  // What goes by while the list is imported in one go is not for reading: the list itself tells how far it has come.
  const state: ImportState = through ? { ...held, step: { name: 'choose' } } : held;
  const body = useRef<HTMLElement>(null);
  const shown = state.step.name;
  const first = useRef(true);

  // A new step is read from its beginning, by the eye and by a screen reader.
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    void shown;
    body.current?.focus({ preventScroll: true });
    body.current?.scrollTo(0, 0);
  }, [shown]);

  return (
    <div className="import">
      <PageHeader title={t('area.import')} note={<Position state={state} />} />
      <PlaceBar state={state} />
      <section className="import-body" ref={body} tabIndex={-1} aria-live="off">
        {through && <ThroughStep state={held} />}
        <Step state={state} />
      </section>
      {!through && <ImportFooter state={state} />}
    </div>
  );
}

function Step({ state }: { state: ImportState }) {
  const { step } = state;
  switch (step.name) {
    case 'choose':
      return <ChooseStep state={state} />;
    case 'opening':
      return <OpeningStep state={state} step={step} />;
    case 'header':
      return <HeaderStep session={step.session} />;
    case 'mapping':
      return <MappingStep session={step.session} />;
    case 'planning':
      return <PlanningStep step={step} />;
    case 'findings':
      return <FindingsStep session={step.session} plan={step.plan} />;
    case 'changes':
      return <ChangesStep session={step.session} plan={step.plan} />;
    case 'committing':
      return <CommittingStep step={step} />;
    case 'done':
      return <DoneStep state={state} step={step} />;
    case 'failed':
      return <FailedStep state={state} step={step} />;
  }
}

function Position({ state }: { state: ImportState }) {
  const { t } = useTranslation('import');
  const item = currentItem(state);
  if (!item) return null;
  const name = item.name === '' ? t('choose.looseSet') : item.name;
  if (state.queue.length === 1) return <>{name}</>;
  const at = state.queue.indexOf(item) + 1;
  return <>{t('position', { at, of: state.queue.length, name })}</>;
}
