import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StudentDetail } from '../../../shared/contract/students.ts';
import { GENDERS, ID_TYPES, type StudentField } from '../../../shared/domain/studentFields.ts';
import { isWordField, type WordField } from '../../../shared/domain/wordMeanings.ts';
import { core, orpc } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { undoBatch } from '../../state/undoBatch.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { useTask } from '../../ui/useTask.ts';

const DATES: ReadonlySet<StudentField> = new Set(['birthDate', 'enrolDate', 'expectedGraduationDate']);
const FIXED: Partial<Record<StudentField, readonly string[]>> = { gender: GENDERS, idType: ID_TYPES };

/** Staff's own word on one field: the sources keep what they say. */
export function FieldEditor({
  student,
  field,
  value,
  onDone,
}: {
  student: StudentDetail;
  field: StudentField;
  value: string;
  onDone: (changed: boolean) => void;
}) {
  const { t } = useTranslation(['students', 'general']);
  const words = useWords();
  const showUndo = useUndo((state) => state.show);
  const [text, setText] = useState(value);
  const [reason, setReason] = useState('');
  const save = useMutation(
    orpc.students.setFields.mutationOptions({
      onSuccess: ({ batch }) => {
        showUndo(
          t('students:edit.done', {
            name: student.values.name ?? t('students:nameless'),
            field: words.label(field),
          }),
          () => undoBatch(batch),
        );
        onDone(true);
      },
    }),
  );
  const [forAll, setForAll] = useState(false);
  const queryClient = useQueryClient();
  const learning = useTask<{ batch: string | null }>();
  /** The word is shown anew with everybody of whom it is said, who may be very many. */
  const learn = async (field: WordField, meant: string) => {
    const saved = await learning.start(t('students:edit.learning', { word: value }), (signal) =>
      core.words.save({ words: [{ field, written: value.trim(), meant }], how: 'correction' }, { signal }),
    );
    if (saved === null) return;
    const { batch } = saved;
    void queryClient.invalidateQueries({ queryKey: orpc.words.key() });
    if (batch !== null) showUndo(t('students:edit.learned', { word: value }), () => undoBatch(batch));
    onDone(true);
  };
  const isLearning = learning.state.kind === 'running';
  const label = words.label(field);
  const fixed = FIXED[field];
  const clean = text.trim();
  const dateWrong = DATES.has(field) && clean !== '' && !isDate(clean);
  const unchanged = clean === value.trim();
  const canLearn = isWordField(field) && value.trim() !== '' && clean !== '' && !unchanged;

  return (
    <form
      className="field-editor"
      aria-label={t('students:edit.button', { field: label })}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.preventDefault();
          event.stopPropagation();
          onDone(false);
        }
      }}
      onSubmit={(event) => {
        event.preventDefault();
        if (unchanged || dateWrong) return;
        if (canLearn && forAll && isWordField(field)) {
          if (!isLearning) void learn(field, clean);
          return;
        }
        save.mutate({
          id: student.id,
          values: { [field]: clean === '' ? null : clean },
          reason: reason.trim(),
        });
      }}
    >
      <span className="field-editor-label">{label}</span>
      {fixed ? (
        <Select
          autoFocus
          allowClear
          aria-label={label}
          value={text === '' ? null : text}
          onChange={(next) => setText(next ?? '')}
          options={fixed.map((entry) => ({ value: entry, label: words.value(field, entry) }))}
        />
      ) : (
        <Input
          autoFocus
          aria-label={label}
          value={text}
          status={dateWrong ? 'error' : ''}
          placeholder={DATES.has(field) ? 'YYYY-MM-DD' : t('students:edit.empties')}
          maxLength={200}
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <Input
        aria-label={t('students:edit.reason')}
        placeholder={t('students:edit.reason')}
        value={reason}
        // A meaning for everybody is in the dictionary, which keeps no reason.
        disabled={forAll && canLearn}
        maxLength={200}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button
        type="primary"
        htmlType="submit"
        disabled={unchanged || dateWrong}
        loading={save.isPending || isLearning}
      >
        {t('general:action.save')}
      </Button>
      <Button onClick={() => onDone(false)}>{t('general:action.cancel')}</Button>
      {canLearn && (
        <Checkbox checked={forAll} onChange={(event) => setForAll(event.target.checked)}>
          {t('students:edit.learn', { word: value })}
        </Checkbox>
      )}
      <p className="field-editor-note">{dateWrong ? t('students:edit.date') : t('students:edit.note')}</p>
      {save.isError && <ErrorNotice error={save.error} />}
      <RunningTask state={learning.state} onCancel={learning.cancel} />
    </form>
  );
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
