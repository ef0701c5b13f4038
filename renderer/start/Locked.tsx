import { Alert } from 'antd';
import { useState } from 'react';
import type { StartState } from '../../shared/contract/start.ts';
import { useWords } from '../text/useWords.ts';
import { RecoveryForm } from './RecoveryForm.tsx';
import { UnlockForm } from './UnlockForm.tsx';

/** A store whose key is missing: what can be typed is asked for. */
export function Locked({ locked }: { locked: NonNullable<StartState['locked']> }) {
  const words = useWords();
  const [byRecovery, setByRecovery] = useState(false);
  if (locked.passphrase && !byRecovery)
    return <UnlockForm onRecovery={locked.recovery ? () => setByRecovery(true) : null} />;
  if (locked.passphrase) return <RecoveryForm onBack={() => setByRecovery(false)} />;
  const said = words.sayError({ code: 'STORE_LOCKED', params: { case: 'elsewhere' } });
  return (
    <>
      <Alert type="warning" showIcon role="alert" title={said.message} description={said.hint} />
      {locked.recovery && <RecoveryForm onBack={null} />}
    </>
  );
}
