import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WholeCase } from '../../../shared/contract/cases.ts';
import { may, useMe } from '../../state/useMe.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { CaseCare } from './CaseCare.tsx';
import { StepForm } from './StepForm.tsx';
import { useActOnCase } from './useActOnCase.ts';
import { useTakesSteps } from './useTakesSteps.ts';

/** What may be done next, why the rest may not yet, a comment, and who looks after it. */
export function CaseSteps({ whole }: { whole: WholeCase }) {
  const { t } = useTranslation('cases');
  const words = useWords();
  const id = useId();
  const act = useActOnCase(whole.item);
  const mayDecide = may(useMe(), ['decide']);
  const [chosen, setChosen] = useState<string | null>(null);
  const [comment, setComment] = useState('');
  const takes = useTakesSteps();
  const state = whole.type.states.find((one) => one.id === whole.item.state.id);
  return (
    <section className="case-part" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('next')}</h2>
      {state?.next && <p className="case-next">{words.cases.said(state.next)}</p>}
      <ul className="case-steps">
        {whole.steps
          .filter(({ by }) => takes(by))
          .map((step) => (
            <li key={step.move}>
              <Button
                type={
                  step.refusal === null && chosen === null && step.effect !== 'reopen' ? 'default' : 'text'
                }
                disabled={step.refusal !== null && !step.isExceptable}
                aria-expanded={chosen === step.move}
                onClick={() => setChosen(chosen === step.move ? null : step.move)}
              >
                {step[words.language]}
              </Button>
              {step.refusal && (
                <span className="soft">
                  {
                    words.sayError({
                      code: 'CASE_REFUSED',
                      params: { case: step.refusal.case, ...step.refusal.params },
                    }).message
                  }
                </span>
              )}
              {chosen === step.move && (
                <StepForm
                  step={step}
                  college={whole.item.student.collegeName ?? ''}
                  isBusy={act.isPending}
                  error={act.error}
                  onTake={act.mutate}
                  onLeave={() => setChosen(null)}
                />
              )}
            </li>
          ))}
      </ul>
      <form
        className="case-comment"
        onSubmit={(event) => {
          event.preventDefault();
          if (comment.trim() !== '') act.mutate({ do: 'comment', text: comment });
        }}
      >
        <Input
          aria-label={t('comment')}
          placeholder={t('comment')}
          maxLength={4000}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
        <Button htmlType="submit" disabled={comment.trim() === ''} loading={act.isPending && chosen === null}>
          {t('addComment')}
        </Button>
      </form>
      {act.isError && chosen === null && <ErrorNotice error={act.error} />}
      {mayDecide && whole.item.queue !== 'closed' && <CaseCare item={whole.item} />}
    </section>
  );
}
