import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErasePlan, EraseProof } from '../../../../shared/contract/privacy.ts';
import { core, orpc } from '../../../rpc/core.ts';
import { navigate, useRoute } from '../../../state/route.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { RunningTask } from '../../../ui/RunningTask.tsx';
import { useTask } from '../../../ui/useTask.ts';
import { EraseChoice } from './EraseChoice.tsx';
import { EraseConfirm } from './EraseConfirm.tsx';
import { ErasedNotice } from './ErasedNotice.tsx';
import { EraseGuide } from './EraseGuide.tsx';
import { ErasePreview } from './ErasePreview.tsx';
import { type Chosen, chosenOfParams, selectionOf } from './eraseSelection.ts';
import './Privacy.css';

/** Students are chosen, what would go is seen, the act that has no undo is confirmed, and its proof is here. */
export function ErasePage() {
  const { t } = useTranslation('privacy');
  const { params } = useRoute();
  const [chosen, setChosen] = useState<Chosen>(() => chosenOfParams(params));
  const preview = useTask<ErasePlan>();
  const erasing = useTask<EraseProof>();
  const erasures = useQuery(orpc.privacy.erasures.queryOptions());
  /** The newest erasure before this one was begun: a newer one is this one. */
  const [before, setBefore] = useState(0);
  const plan = preview.state.kind === 'done' ? preview.state.result : null;
  const look = () => {
    erasing.reset();
    const title = t('choose.previewing');
    void preview.start(title, (signal) => core.privacy.plan(selectionOf(chosen), { signal }));
  };
  const erase = (digest: string, reason: string) => {
    setBefore(erasures.data?.[0]?.seq ?? 0);
    void erasing.start(t('confirm.erasing'), (signal) =>
      core.privacy.erase({ ...selectionOf(chosen), digest, reason }, { signal }),
    );
  };
  const again = () => {
    preview.reset();
    erasing.reset();
  };
  const isRunning = preview.state.kind === 'running' || erasing.state.kind === 'running';
  const isErased = erasing.state.kind === 'done';
  // Too late to be cancelled: what was done is told all the same.
  const [newest] = erasures.data ?? [];
  const late = erasing.state.kind === 'cancelled' && newest && newest.seq > before ? newest : null;
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          <Button icon={<ArrowLeftOutlined />} onClick={() => navigate('settings')}>
            {t('back')}
          </Button>
        }
      />
      <div className="erase-page">
        <EraseChoice
          chosen={chosen}
          isHeld={isRunning}
          onChange={(next) => {
            setChosen(next);
            again();
          }}
          onPreview={look}
        />
        <div className="erase-outcome">
          {preview.state.kind === 'idle' && <EraseGuide />}
          <RunningTask state={preview.state} onCancel={preview.cancel} />
          {!isErased && !late && <RunningTask state={erasing.state} onCancel={erasing.cancel} />}
          {late && (
            <ErasedNotice
              proof={late.proof}
              title={late.proof ? t('confirm.tooLate') : t('confirm.searching')}
              onAgain={again}
            />
          )}
          {erasing.state.kind === 'done' && <ErasedNotice proof={erasing.state.result} onAgain={again} />}
          {plan && !isErased && !late && (
            <>
              <ErasePreview plan={plan} />
              {plan.students > 0 && (
                <EraseConfirm
                  key={plan.digest}
                  students={plan.students}
                  isHeld={isRunning}
                  onErase={(reason) => erase(plan.digest, reason)}
                />
              )}
            </>
          )}
        </div>
      </div>
    </>
  );
}
