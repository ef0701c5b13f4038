import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { type CaseReviewer, REVIEWERS_AT_MOST } from '../../../../shared/domain/cases/caseReviewers.ts';
import { REVIEW_LEVELS } from '../../../../shared/domain/cases/caseType.ts';
import { core, orpc } from '../../../rpc/core.ts';
import { useUndo } from '../../../state/undo.ts';
import { useColleges } from '../../../state/useColleges.ts';
import { useWords } from '../../../text/useWords.ts';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import { isSame, useTyped } from '../../../ui/useTyped.ts';
import '../../../ui/PlainTable.css';

/** Who decides cases, at which levels and for which colleges. */
export function ReviewerPanel() {
  const types = useQuery(orpc.cases.types.queryOptions());
  if (types.isError) return <ErrorNotice error={types.error} onRetry={() => void types.refetch()} />;
  const reviewers = types.data?.reviewers;
  return reviewers ? <ReviewerForm reviewers={reviewers} /> : null;
}

function ReviewerForm({ reviewers }: { reviewers: readonly CaseReviewer[] }) {
  const { t } = useTranslation('caseRules');
  const words = useWords();
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  const { typed: form, setTyped: setForm, noteSent } = useTyped({ reviewers });
  const typed = form.reviewers;
  const setTyped = (next: (before: typeof reviewers) => typeof reviewers) =>
    setForm((before) => ({ reviewers: next(before.reviewers) }));
  const colleges = useColleges(typed.flatMap((one) => one.colleges));
  const refresh = () => queryClient.invalidateQueries({ queryKey: orpc.cases.key() });
  const save = useMutation({
    mutationFn: () => {
      noteSent(form);
      return core.cases.saveReviewers({ reviewers: [...typed] });
    },
    onError: () => noteSent(null),
    onSuccess: async () => {
      showUndo(t('reviewers.saved'), async () => {
        await core.cases.saveReviewers({ reviewers: [...reviewers] });
        await refresh();
        return null;
      });
      await refresh();
    },
  });
  const setOne = (id: string, part: Partial<CaseReviewer>) =>
    setTyped((before) => before.map((one) => (one.id === id ? { ...one, ...part } : one)));
  const isIncomplete = typed.some(({ name, levels }) => name.trim() === '' || levels.length === 0);
  const isAsBefore = isSame(typed, reviewers);
  return (
    <form
      className="case-part rule-place"
      aria-label={t('part.reviewers')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isIncomplete && !isAsBefore) save.mutate();
      }}
    >
      <p className="soft rule-help">{t('reviewers.help')}</p>
      {typed.length > 0 && (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('reviewers.name')}</th>
              <th scope="col">{t('reviewers.levels')}</th>
              <th scope="col">{t('reviewers.colleges')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {typed.map(({ id, name, levels, colleges: own }, at) => (
              <tr key={id}>
                <td>
                  <Input
                    className="rule-short"
                    aria-label={t('reviewers.nameOf', { number: at + 1 })}
                    autoFocus={name === ''}
                    maxLength={40}
                    value={name}
                    onChange={(event) => setOne(id, { name: event.target.value })}
                  />
                </td>
                <td>
                  <Checkbox.Group
                    aria-label={t('reviewers.levelsOf', { name })}
                    value={levels}
                    options={REVIEW_LEVELS.map((level) => ({
                      value: level,
                      label: words.cases.level(level),
                    }))}
                    onChange={(chosen) => setOne(id, { levels: chosen })}
                  />
                </td>
                <td>
                  <Select
                    mode="multiple"
                    className="rule-colleges"
                    maxTagCount="responsive"
                    aria-label={t('reviewers.collegesOf', { name })}
                    placeholder={t('reviewers.allColleges')}
                    value={own}
                    options={colleges.map((value) => ({ value, label: value }))}
                    onChange={(chosen) => setOne(id, { colleges: chosen })}
                  />
                </td>
                <td>
                  <Button
                    type="text"
                    icon={<DeleteOutlined />}
                    aria-label={t('removeOf', { name })}
                    onClick={() => setTyped((before) => before.filter((one) => one.id !== id))}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {save.isError && <ErrorNotice error={save.error} />}
      <div className="rule-tools">
        <Button
          icon={<PlusOutlined />}
          disabled={typed.length >= REVIEWERS_AT_MOST}
          onClick={() =>
            setTyped((before) => [
              ...before,
              { id: crypto.randomUUID(), name: '', levels: ['department'], colleges: [] },
            ])
          }
        >
          {t('reviewers.add')}
        </Button>
        {!isAsBefore && (
          <>
            <Button type="primary" htmlType="submit" disabled={isIncomplete} loading={save.isPending}>
              {t('save')}
            </Button>
            <Button onClick={() => setTyped(() => reviewers)}>{t('leave')}</Button>
          </>
        )}
      </div>
    </form>
  );
}
