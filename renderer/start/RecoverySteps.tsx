import { useState } from 'react';
import type { StartRecovered, StartState, StoreExplanation } from '../../shared/contract/start.ts';
import { ExplainStep } from './ExplainStep.tsx';
import { RestoreStep } from './RestoreStep.tsx';
import { SalvageStep } from './SalvageStep.tsx';

interface StepsProps {
  state: StartState;
  onRecovered: (recovered: StartRecovered) => void;
}

/** The ways back from a damaged store, in the order in which they lose least. One at a time is under way. */
export function RecoverySteps({ state, onRecovered }: StepsProps) {
  const [explanation, setExplanation] = useState<StoreExplanation | null>(null);
  const [busy, setBusy] = useState(false);
  const canSalvage = explanation?.log != null && explanation.log.good > 0;
  return (
    <>
      {state.hasStore && (
        <ExplainStep explanation={explanation} onExplained={setExplanation} busy={busy} onBusy={setBusy} />
      )}
      {canSalvage && (
        <SalvageStep explanation={explanation} onRecovered={onRecovered} busy={busy} onBusy={setBusy} />
      )}
      <RestoreStep
        backups={state.backups}
        isOnly={!canSalvage}
        onRecovered={onRecovered}
        busy={busy}
        onBusy={setBusy}
      />
    </>
  );
}
