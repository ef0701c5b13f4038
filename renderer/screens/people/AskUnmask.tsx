import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/core.ts';
import { keepMe } from '../../state/useMe.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import './SignIn.css';

const MOST_CHARACTERS = 200;

/** Whole numbers for a while: why, which the audit keeps. */
export function AskUnmask({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['people', 'general']);
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const queryClient = useQueryClient();
  const [reason, setReason] = useState('');
  const ask = useMutation(
    orpc.people.askUnmask.mutationOptions({
      onSuccess: async (me) => {
        keepMe(me);
        dialog.current?.close();
        await queryClient.invalidateQueries();
      },
    }),
  );
  const cannot = reason.trim().length < 2;
  return (
    <DialogFrame dialog={dialog} className="me-dialog" title={t('people:unmask.ask')} onClose={onClose}>
      <form
        className="sign-in-fields"
        onSubmit={(event) => {
          event.preventDefault();
          if (!cannot && !ask.isPending) ask.mutate({ reason });
        }}
      >
        <label htmlFor={id}>{t('people:unmask.reason')}</label>
        <Input
          id={id}
          autoFocus
          maxLength={MOST_CHARACTERS}
          value={reason}
          placeholder={t('people:unmask.example')}
          onChange={(event) => setReason(event.target.value)}
        />
        <p className="soft">{t('people:unmask.text')}</p>
        {ask.isError && <ErrorNotice error={ask.error} />}
        <div className="sign-in-buttons">
          <Button type="primary" htmlType="submit" disabled={cannot} loading={ask.isPending}>
            {t('people:unmask.open')}
          </Button>
          <Button onClick={() => dialog.current?.close()}>{t('general:action.cancel')}</Button>
        </div>
      </form>
    </DialogFrame>
  );
}
