import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseType } from '../../../shared/domain/cases/caseType.ts';
import { core } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { undoBatch } from '../../state/undoBatch.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { CaseTypeSelect } from './CaseTypeSelect.tsx';

/** Opens a case for one student, who is named by a number or comes from another page. */
export function OpenOneCase({
  types,
  student,
  onOpened,
}: {
  types: readonly CaseType[];
  /** An id; empty: to be named. */
  student: string;
  /** `opened`: the case to be looked at. */
  onOpened: (opened: string) => void;
}) {
  const { t } = useTranslation(['cases', 'general']);
  const id = useId();
  const showUndo = useUndo((state) => state.show);
  const [type, setType] = useState<string | null>(null);
  const [number, setNumber] = useState('');
  const [note, setNote] = useState('');
  /** How many the number names; null: not looked for yet. */
  const [found, setFound] = useState<number | null>(null);
  const open = useMutation({
    mutationFn: async () => {
      const students = student === '' ? await namedBy(number.trim()) : [student];
      setFound(students.length);
      return students.length === 1 ? core.cases.open({ type: type!, students, note }) : null;
    },
    onSuccess: (done) => {
      if (done === null) return;
      const { batch, opened, already } = done;
      const [one] = opened;
      if (batch !== null) showUndo(t('cases:opened', { count: 1 }), () => undoBatch(batch));
      else showUndo(t('cases:alreadyOpen'));
      onOpened(one ?? already[0]!.case);
    },
  });
  return (
    <form
      className="open-case-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (type !== null && (student !== '' || number.trim() !== '')) open.mutate();
      }}
    >
      {student === '' && (
        <>
          <label htmlFor={`${id}-number`}>{t('cases:open.student')}</label>
          <Input
            id={`${id}-number`}
            autoFocus
            value={number}
            placeholder={t('cases:open.studentHelp')}
            onChange={(event) => setNumber(event.target.value)}
          />
        </>
      )}
      <label htmlFor={`${id}-type`}>{t('cases:type')}</label>
      <CaseTypeSelect id={`${id}-type`} types={types} value={type} onChange={setType} />
      <label htmlFor={`${id}-note`}>{t('cases:note')}</label>
      <Input.TextArea
        id={`${id}-note`}
        rows={3}
        maxLength={4000}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      {found !== null && found !== 1 && (
        <p className="open-case-nobody" role="alert">
          {t(found === 0 ? 'cases:open.nobody' : 'cases:open.several')}
        </p>
      )}
      {open.isError && <ErrorNotice error={open.error} />}
      <div className="open-case-actions">
        <Button
          type="primary"
          htmlType="submit"
          loading={open.isPending}
          disabled={type === null || (student === '' && number.trim() === '')}
        >
          {t('cases:open.do')}
        </Button>
      </div>
    </form>
  );
}

/** Ids of those whom a 学号, 考生号 or identity number names, in full. */
async function namedBy(card: string): Promise<string[]> {
  const { students } = await core.counter.find({ card });
  return students.map(({ id }) => id);
}
