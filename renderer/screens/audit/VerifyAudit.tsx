import { Alert, Button, Input } from 'antd';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AUDIT_FAULTS } from '../../../shared/contract/audit.ts';
import { core } from '../../rpc/core.ts';
import { useWords } from '../../text/useWords.ts';
import { copyText } from '../../ui/copyText.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { useTask } from '../../ui/useTask.ts';

interface Verdict {
  checked: number;
  head: { seq: number; hash: string };
  fault: { kind: (typeof AUDIT_FAULTS)[number]; seq: number } | null;
}

/** Whether nothing was changed or taken out, and the end to be written down. */
export function VerifyAudit() {
  const { t } = useTranslation('audit');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('verify.title')}</Button>
      {open && <VerifyDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function VerifyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('audit');
  const words = useWords();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [anchor, setAnchor] = useState('');
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const task = useTask<Verdict>();
  const verify = async () => {
    setVerdict(null);
    const anchors = anchor.trim() === '' ? [] : [anchor.trim()];
    const found = await task.start(t('verify.running'), (signal) =>
      core.audit.verify({ anchors }, { signal }),
    );
    if (found) setVerdict(found);
  };
  const end = verdict && `${verdict.head.seq}:${verdict.head.hash}`;
  return (
    <DialogFrame
      dialog={dialog}
      className="audit-dialog"
      title={t('verify.title')}
      onClose={() => {
        task.cancel();
        onClose();
      }}
    >
      <form
        className="audit-verify"
        onSubmit={(event) => {
          event.preventDefault();
          void verify();
        }}
      >
        <p>{t('verify.text')}</p>
        <label htmlFor={id}>{t('verify.anchor')}</label>
        <Input
          id={id}
          className="numbers"
          spellCheck={false}
          placeholder={t('verify.example')}
          value={anchor}
          onChange={(event) => setAnchor(event.target.value)}
        />
        <Button type="primary" htmlType="submit" loading={task.state.kind === 'running'}>
          {t('verify.start')}
        </Button>
        <RunningTask state={task.state} onCancel={task.cancel} />
        {verdict && (
          <Alert
            role="status"
            showIcon
            type={verdict.fault ? 'error' : 'success'}
            title={
              verdict.fault
                ? words.trust.fault(verdict.fault.kind, verdict.fault.seq)
                : t('verify.whole', { count: verdict.checked, formatted: formatCount(verdict.checked) })
            }
            description={verdict.fault ? words.trust.faultHint : t('verify.writeDown')}
          />
        )}
        {end && !verdict.fault && (
          <div className="audit-end">
            <code>{end}</code>
            <Button
              size="small"
              onClick={({ currentTarget }) => void copyText(end, currentTarget.parentElement!)}
            >
              {t('verify.copy')}
            </Button>
          </div>
        )}
      </form>
    </DialogFrame>
  );
}
