import { useQuery } from '@tanstack/react-query';
import { AutoComplete, Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WholeCase } from '../../../shared/contract/cases.ts';
import { isReviewLevel } from '../../../shared/domain/cases/caseReviewers.ts';
import { orpc } from '../../rpc/core.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

/** What a step needs to be told: who decided, by which document, why. */
export function StepForm({
  step,
  college,
  isBusy,
  error,
  onTake,
  onLeave,
}: {
  step: WholeCase['steps'][number];
  /** Of the student, whose reviewers are offered; null: students of several, all are. */
  college: string | null;
  isBusy: boolean;
  error: unknown;
  onTake: (action: {
    do: 'move';
    move: string;
    person: string | null;
    note: string;
    reference: string;
    exception: string;
  }) => void;
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
  const people = (types.data?.reviewers ?? []).filter(
    ({ levels, colleges }) =>
      isReviewLevel(by) &&
      levels.includes(by) &&
      (college === null || colleges.length === 0 || colleges.includes(college)),
  );
  const needsNote = step.needs.includes('note');
  const needsReference = step.needs.includes('reference');
  const isFilled =
    (!isReviewed || person.trim() !== '') &&
    (!step.isExceptable || exception.trim() !== '') &&
    (!needsNote || note.trim() !== '') &&
    (!needsReference || reference.trim() !== '');
  return (
    <form
      className="case-step-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isFilled)
          onTake({
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
      {step.isExceptable && (
        <>
          <label htmlFor={`${id}-exception`}>{t('exception')}</label>
          <Input
            id={`${id}-exception`}
            maxLength={200}
            value={exception}
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
      {error !== null && <ErrorNotice error={error} />}
      <div className="case-actions">
        <Button type="primary" htmlType="submit" disabled={!isFilled} loading={isBusy}>
          {step[words.language]}
        </Button>
        <Button onClick={onLeave}>{t('leave')}</Button>
      </div>
    </form>
  );
}
