import { useQuery } from '@tanstack/react-query';
import { AutoComplete, Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WholeCase } from '../../../shared/contract/cases.ts';
import { isReviewLevel } from '../../../shared/domain/cases/caseReviewers.ts';
import { orpc } from '../../rpc/core.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { CaseCare } from './CaseCare.tsx';
import { useActOnCase } from './useActOnCase.ts';

type Step = WholeCase['steps'][number];

/** What may be done next, why the rest may not yet, a comment, and who looks after it. */
export function CaseSteps({ whole }: { whole: WholeCase }) {
  const { t } = useTranslation('cases');
  const words = useWords();
  const id = useId();
  const act = useActOnCase(whole.item);
  const [chosen, setChosen] = useState<string | null>(null);
  const [comment, setComment] = useState('');
  const state = whole.type.states.find((one) => one.id === whole.item.state.id);
  return (
    <section className="case-part" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('next')}</h2>
      {state?.next && <p className="case-next">{words.cases.said(state.next)}</p>}
      <ul className="case-steps">
        {whole.steps.map((step) => (
          <li key={step.move}>
            <Button
              type={step.refusal === null && chosen === null && step.effect !== 'reopen' ? 'default' : 'text'}
              disabled={step.refusal !== null}
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
              <StepForm step={step} whole={whole} act={act} onLeave={() => setChosen(null)} />
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
      {whole.item.queue !== 'closed' && <CaseCare item={whole.item} />}
    </section>
  );
}

function StepForm({
  step,
  whole,
  act,
  onLeave,
}: {
  step: Step;
  whole: WholeCase;
  act: ReturnType<typeof useActOnCase>;
  onLeave: () => void;
}) {
  const { t } = useTranslation('cases');
  const words = useWords();
  const id = useId();
  const types = useQuery(orpc.cases.types.queryOptions());
  const [person, setPerson] = useState('');
  const [note, setNote] = useState('');
  const [reference, setReference] = useState('');
  const [exception, setException] = useState('');
  const { by } = step;
  const isReviewed = isReviewLevel(by);
  const college = whole.item.student.collegeName;
  const people = (types.data?.reviewers ?? []).filter(
    ({ levels, colleges }) =>
      isReviewLevel(by) && levels.includes(by) && (colleges.length === 0 || colleges.includes(college ?? '')),
  );
  const needsNote = step.needs.includes('note');
  const needsReference = step.needs.includes('reference');
  const isFilled =
    (!isReviewed || person.trim() !== '') &&
    (!needsNote || note.trim() !== '') &&
    (!needsReference || reference.trim() !== '');
  return (
    <form
      className="case-step-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isFilled)
          act.mutate({
            do: 'move',
            move: step.move,
            person: isReviewed ? person : null,
            note,
            reference,
            exception,
          });
      }}
    >
      {isReviewed && (
        <>
          <label htmlFor={`${id}-person`}>{t('person', { level: words.cases.level(by) })}</label>
          <AutoComplete
            id={`${id}-person`}
            autoFocus
            value={person}
            options={people.map(({ name }) => ({ value: name }))}
            onChange={setPerson}
          />
        </>
      )}
      {needsReference && (
        <>
          <label htmlFor={`${id}-reference`}>{t('reference')}</label>
          <Input
            id={`${id}-reference`}
            maxLength={200}
            value={reference}
            onChange={(event) => setReference(event.target.value)}
          />
        </>
      )}
      {step.needs.includes('window') && (
        <>
          <label htmlFor={`${id}-exception`}>{t('exception')}</label>
          <Input
            id={`${id}-exception`}
            value={exception}
            placeholder={t('exceptionHelp')}
            onChange={(event) => setException(event.target.value)}
          />
        </>
      )}
      <label htmlFor={`${id}-note`}>{t(needsNote ? 'noteNeeded' : 'note')}</label>
      <Input.TextArea
        id={`${id}-note`}
        rows={2}
        maxLength={4000}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      {act.isError && <ErrorNotice error={act.error} />}
      <div className="case-actions">
        <Button type="primary" htmlType="submit" disabled={!isFilled} loading={act.isPending}>
          {step[words.language]}
        </Button>
        <Button onClick={onLeave}>{t('leave')}</Button>
      </div>
    </form>
  );
}
