import { useMutation } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CASE_GROUPS, type CaseType } from '../../../shared/domain/cases/caseType.ts';
import { core } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { undoBatch } from '../../state/undoBatch.ts';
import { useWords } from '../../text/useWords.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

/** Opens a case for one student, who is named by a number or comes from another page. */
export function OpenCase({
  types,
  student,
  onClose,
}: {
  types: readonly CaseType[];
  /** An id; empty: to be named. */
  student: string;
  /** `opened`: the case to be looked at. */
  onClose: (opened: string | null) => void;
}) {
  const { t } = useTranslation(['cases', 'general']);
  const words = useWords();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const showUndo = useUndo((state) => state.show);
  const [type, setType] = useState<string | null>(null);
  const [number, setNumber] = useState('');
  const [note, setNote] = useState('');
  /** How many the number names; null: not looked for yet. */
  const [found, setFound] = useState<number | null>(null);
  const chosen = types.find((one) => one.id === type);
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
      onClose(one ?? already[0]!.case);
    },
  });
  return (
    <DialogFrame
      dialog={dialog}
      className="open-case"
      title={t('cases:open.title')}
      onClose={() => onClose(null)}
    >
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
        <Select
          id={`${id}-type`}
          // Within the dialog: what is outside of it can't be reached while it is open.
          getPopupContainer={(node) => node.parentElement ?? node}
          showSearch={{ optionFilterProp: 'label' }}
          value={type}
          options={CASE_GROUPS.map((group) => ({
            label: words.cases.group(group),
            options: types
              .filter((one) => one.group === group)
              .map((one) => ({ value: one.id, label: words.cases.said(one.name) })),
          }))}
          onChange={setType}
        />
        {chosen && <p className="soft open-case-about">{words.cases.said(chosen.about)}</p>}
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
    </DialogFrame>
  );
}

/** Ids of those whom a 学号, 考生号 or identity number names, in full. */
async function namedBy(card: string): Promise<string[]> {
  const { students } = await core.counter.find({ card });
  return students.map(({ id }) => id);
}
