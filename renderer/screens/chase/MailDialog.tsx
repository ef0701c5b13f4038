import { useQueryClient } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChaseSelection } from '../../../shared/contract/chase.ts';
import { orpc } from '../../rpc/core.ts';
import { CloseButton } from '../../ui/CloseButton.tsx';
import { MailOutcomes } from './MailOutcomes.tsx';
import { WriteMails } from './WriteMails.tsx';
import './MessageDialog.css';
import './MailDialog.css';

const VIEWS = ['write', 'outcomes'] as const;

/** Mails to those of the list, or their counsellors: written, looked at, queued; and what became of all before. */
export function MailDialog({
  campaign,
  selection,
  onClose,
}: {
  campaign: string;
  selection: ChaseSelection;
  onClose: () => void;
}) {
  const { t } = useTranslation('mail');
  const queryClient = useQueryClient();
  const dialog = useRef<HTMLDialogElement>(null);
  const [view, setView] = useState<(typeof VIEWS)[number]>('write');
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="message-dialog mail-dialog"
      aria-label={t('title')}
      onClose={onClose}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <header className="message-head">
        <h2>{t('title')}</h2>
        <Segmented
          aria-label={t('view')}
          value={view}
          options={VIEWS.map((value) => ({ value, label: t(`views.${value}`) }))}
          onChange={setView}
        />
        <CloseButton className="message-close" onClose={() => dialog.current?.close()} />
      </header>
      {view === 'write' ? (
        <WriteMails
          campaign={campaign}
          selection={selection}
          popups={() => dialog.current ?? document.body}
          onQueued={() => {
            void queryClient.invalidateQueries({ queryKey: orpc.mail.key() });
            setView('outcomes');
          }}
        />
      ) : (
        <MailOutcomes />
      )}
    </dialog>
  );
}
