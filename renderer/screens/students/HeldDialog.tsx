import { Button, Input } from 'antd';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { core } from '../../rpc/core.ts';
import { keepMe, may, useMe } from '../../state/useMe.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { saveDownload } from '../../ui/saveDownload.ts';
import { useTask } from '../../ui/useTask.ts';
import './HeldDialog.css';

interface Held {
  download: string;
  files: number;
}

const MOST_CHARACTERS = 200;

/** Everything held about one student, for the student: why, which the audit keeps, and the file. */
export function HeldDialog({ student, onClose }: { student: string; onClose: () => void }) {
  const { t } = useTranslation('privacy');
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const me = useMe();
  const task = useTask<Held>();
  const [reason, setReason] = useState('');
  // Numbers are whole in it: whoever does not always see them asks for them with the same reason.
  const mustAsk = !may(me, ['unmask']) && me?.unmaskedUntil === null;
  const cannot = reason.trim().length < 2 || task.state.kind === 'running';
  const start = async () => {
    const made = await task.start(t('held.running'), async (signal) => {
      if (mustAsk) keepMe(await core.people.askUnmask({ reason }));
      return core.privacy.held({ student, reason }, { signal });
    });
    if (made) saveDownload(made.download);
  };
  return (
    <DialogFrame
      dialog={dialog}
      className="held-dialog"
      title={t('held.title')}
      onClose={() => {
        task.cancel();
        onClose();
      }}
    >
      <form
        className="held-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!cannot) void start();
        }}
      >
        <p>{t('held.text')}</p>
        <label htmlFor={id}>{t('held.reason')}</label>
        <Input
          id={id}
          autoFocus
          maxLength={MOST_CHARACTERS}
          placeholder={t('held.example')}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {mustAsk && <p className="soft">{t('held.unmasks')}</p>}
        <RunningTask state={task.state} onCancel={task.cancel} />
        {task.state.kind === 'done' && (
          <p role="status">
            {t('held.done', { count: task.state.result.files })}{' '}
            <HeldAgain download={task.state.result.download} />
          </p>
        )}
        <div>
          <Button type="primary" htmlType="submit" disabled={cannot}>
            {t('held.start')}
          </Button>
        </div>
      </form>
    </DialogFrame>
  );
}

function HeldAgain({ download }: { download: string }) {
  const { t } = useTranslation('privacy');
  return (
    <Button type="link" size="small" onClick={() => saveDownload(download)}>
      {t('held.again')}
    </Button>
  );
}
