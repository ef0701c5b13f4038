import { useMutation, useQuery } from '@tanstack/react-query';
import { AutoComplete, Button, Input, Select } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { core, orpc } from '../../rpc/core.ts';
import { may, useMe } from '../../state/useMe.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { type CaseFilter, queryOfCaseFilter } from './caseFilter.ts';
import { StepForm } from './StepForm.tsx';
import { useActOnCases } from './useActOnCases.ts';
import type { CaseSelection } from './useCaseSelection.ts';
import { useTakesSteps } from './useTakesSteps.ts';

const ACTS = ['move', 'assign', 'extend', 'comment'] as const;
type Act = (typeof ACTS)[number];
/** Who looks after a case, and until when, the office says. */
const OF_THE_OFFICE: ReadonlySet<Act> = new Set<Act>(['assign', 'extend']);

/** What is done to all marked cases at once: all of it or nothing, taken back with one press. */
export function CaseBulkBar({
  filter,
  total,
  selection,
}: {
  filter: CaseFilter;
  /** Cases of the whole list. */
  total: number;
  selection: CaseSelection;
}) {
  const { t } = useTranslation('cases');
  const [doing, setDoing] = useState<Act | null>(null);
  const mayDecide = may(useMe(), ['decide']);
  const { task, act } = useActOnCases(selection, () => setDoing(null));
  const all = useMutation({
    mutationFn: () => core.cases.named({ query: queryOfCaseFilter(filter) }),
    onSuccess: ({ cases }) => selection.markAll(cases),
  });
  const { marked } = selection;
  const isRunning = task.state.kind === 'running';
  return (
    <section className="case-bulk" aria-label={t('bulk.title')}>
      <div className="case-bulk-line">
        <strong>{t('bulk.marked', { count: marked.length })}</strong>
        {marked.length < total && (
          <Button size="small" type="link" loading={all.isPending} onClick={() => all.mutate()}>
            {t('bulk.all', { count: total })}
          </Button>
        )}
        {ACTS.filter((one) => mayDecide || !OF_THE_OFFICE.has(one)).map((one) => (
          <Button
            key={one}
            size="small"
            aria-expanded={doing === one}
            disabled={isRunning}
            onClick={() => setDoing(doing === one ? null : one)}
          >
            {t(`bulk.do.${one}`)}
          </Button>
        ))}
        <Button size="small" type="text" disabled={isRunning} onClick={selection.clear}>
          {t('bulk.clear')}
        </Button>
      </div>
      {doing === 'move' && <MoveAll selection={selection} isBusy={isRunning} onTake={act} />}
      {doing === 'assign' && <AssignAll isBusy={isRunning} onTake={act} />}
      {doing === 'extend' && <ExtendAll isBusy={isRunning} onTake={act} />}
      {doing === 'comment' && <CommentAll isBusy={isRunning} onTake={act} />}
      <RunningTask state={task.state} onCancel={task.cancel} />
      {all.isError && <ErrorNotice error={all.error} />}
    </section>
  );
}

type Acting = ReturnType<typeof useActOnCases>['act'];

/** The steps of cases that are all of one kind; one by one it is looked at what stands against it. */
function MoveAll({
  selection: { marked },
  isBusy,
  onTake,
}: {
  selection: CaseSelection;
  isBusy: boolean;
  onTake: Acting;
}) {
  const { t } = useTranslation('cases');
  const words = useWords();
  const isMixed = marked.some(({ kind }) => kind !== marked[0]!.kind);
  const first = useQuery({
    ...orpc.cases.get.queryOptions({ input: { case: marked[0]!.id } }),
    enabled: !isMixed,
  });
  const takes = useTakesSteps();
  const [move, setMove] = useState<string | null>(null);
  if (isMixed) return <p className="soft case-bulk-note">{t('bulk.mixed')}</p>;
  const steps = (first.data?.steps ?? []).filter(({ by }) => takes(by));
  const step = steps.find((one) => one.move === move);
  return (
    <div className="case-bulk-form">
      <Select
        className="case-bulk-step"
        aria-label={t('bulk.step')}
        placeholder={t('bulk.step')}
        value={move}
        options={steps.map((one) => ({ value: one.move, label: one[words.language] }))}
        onChange={setMove}
      />
      {step && (
        <StepForm
          key={step.move}
          step={step}
          college={null}
          isBusy={isBusy}
          error={null}
          onTake={onTake}
          onLeave={() => setMove(null)}
        />
      )}
    </div>
  );
}

function Line({ isReady, isBusy, onDone, children }: LineProps) {
  const { t } = useTranslation('cases');
  return (
    <form
      className="case-bulk-form"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (isReady) onDone();
      }}
    >
      {children}
      <Button type="primary" size="small" htmlType="submit" disabled={!isReady} loading={isBusy}>
        {t('save')}
      </Button>
    </form>
  );
}

interface LineProps {
  isReady: boolean;
  isBusy: boolean;
  onDone: () => void;
  children: ReactNode;
}

function AssignAll({ isBusy, onTake }: { isBusy: boolean; onTake: Acting }) {
  const { t } = useTranslation('cases');
  const types = useQuery(orpc.cases.types.queryOptions());
  const [person, setPerson] = useState('');
  return (
    <Line
      isReady
      isBusy={isBusy}
      onDone={() => onTake({ do: 'assign', person: person.trim() === '' ? null : person })}
    >
      <AutoComplete
        className="case-bulk-step"
        size="small"
        autoFocus
        aria-label={t('assignee')}
        placeholder={t('bulk.nobody')}
        value={person}
        options={(types.data?.reviewers ?? []).map(({ name }) => ({ value: name }))}
        onChange={setPerson}
      />
    </Line>
  );
}

function ExtendAll({ isBusy, onTake }: { isBusy: boolean; onTake: Acting }) {
  const { t } = useTranslation('cases');
  const [due, setDue] = useState('');
  const [reason, setReason] = useState('');
  return (
    <Line
      isReady={due !== '' && reason.trim() !== ''}
      isBusy={isBusy}
      onDone={() => onTake({ do: 'extend', due, reason })}
    >
      <Input
        className="case-bulk-day"
        size="small"
        type="date"
        autoFocus
        aria-label={t('due')}
        value={due}
        onChange={(event) => setDue(event.target.value)}
      />
      <Input
        size="small"
        aria-label={t('extendReason')}
        placeholder={t('extendReason')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </Line>
  );
}

function CommentAll({ isBusy, onTake }: { isBusy: boolean; onTake: Acting }) {
  const { t } = useTranslation('cases');
  const [text, setText] = useState('');
  return (
    <Line isReady={text.trim() !== ''} isBusy={isBusy} onDone={() => onTake({ do: 'comment', text })}>
      <Input
        size="small"
        autoFocus
        aria-label={t('comment')}
        placeholder={t('comment')}
        maxLength={4000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </Line>
  );
}
