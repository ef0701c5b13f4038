import { useQueryClient } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChaseSelection } from '../../../shared/contract/chase.ts';
import { orpc } from '../../rpc/core.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { MailOutcomes } from './MailOutcomes.tsx';
import { ReturnedMails } from './ReturnedMails.tsx';
import { WriteMails } from './WriteMails.tsx';
import './MessageDialog.css';
import './MailDialog.css';
import { useMay } from '../../state/useMay.ts';

const VIEWS = ['write', 'outcomes', 'returns'] as const;

/** What each view asks for. */
const CALL_OF = { write: 'mail.plan', outcomes: 'mail.mailings', returns: 'mail.readReturns' } as const;

/** Mails to those of the list, or their counsellors: written, looked at, queued; what became of all before; what came back. */
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
  const may = useMay();
  const views = VIEWS.filter((one) => may(CALL_OF[one]));
  const [view, setView] = useState<(typeof VIEWS)[number]>(views[0] ?? 'outcomes');
  return (
    <DialogFrame
      dialog={dialog}
      className="mail-dialog"
      title={t('title')}
      head={
        <Segmented
          aria-label={t('view')}
          value={view}
          options={views.map((value) => ({ value, label: t(`views.${value}`) }))}
          onChange={setView}
        />
      }
      onClose={onClose}
    >
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
      ) : view === 'outcomes' ? (
        <MailOutcomes />
      ) : (
        <ReturnedMails />
      )}
    </DialogFrame>
  );
}
