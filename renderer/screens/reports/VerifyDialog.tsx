import { FileSearchOutlined } from '@ant-design/icons';
import { Button, Input, type InputRef, Upload } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VerifyResult } from '../../../shared/contract/verifySheets.ts';
import { core } from '../../rpc/core.ts';
import { uploadFile } from '../../rpc/uploadFile.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { useTask } from '../../ui/useTask.ts';
import { SigningKeys } from './SigningKeys.tsx';
import { VerifiedSheets } from './VerifiedSheets.tsx';
import './VerifyDialog.css';
import { Offered } from '../../ui/Offered.tsx';

/** Is this sheet genuine? A scanner types into the field, a file is dropped or chosen; the answer stands below. */
export function VerifyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['reports', 'general']);
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<InputRef>(null);
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<{ what: string; result: VerifyResult } | null>(null);
  const task = useTask<VerifyResult>();
  useEffect(() => field.current?.focus(), []);

  const verify = async (what: string, run: Parameters<typeof task.start>[1]) => {
    setFound(null);
    const result = await task.start(t('reports:verify.running'), run);
    if (result === null) return;
    task.reset();
    setFound({ what, result });
    // The next sheet is scanned over this one.
    field.current?.focus({ cursor: 'all' });
  };
  const running = task.state.kind === 'running';
  const verifyTyped = () => {
    const code = typed.trim();
    if (code === '' || running) return;
    void verify(code, (signal) => core.reports.verify({ code }, { signal }));
  };
  const verifyFile = (file: File) => {
    if (running) return;
    void verify(file.name, async (signal) =>
      core.reports.verify({ file: await uploadFile(file, { signal }) }, { signal }),
    );
  };

  return (
    <DialogFrame
      dialog={dialog}
      className="verify-dialog"
      title={t('reports:verify.title')}
      onClose={onClose}
    >
      <div className="verify-body">
        <form
          className="verify-field"
          onSubmit={(event) => {
            event.preventDefault();
            verifyTyped();
          }}
        >
          <label htmlFor="verify-code">{t('reports:verify.code')}</label>
          <Input
            ref={field}
            id="verify-code"
            value={typed}
            placeholder={t('reports:verify.placeholder')}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button type="primary" htmlType="submit" disabled={typed.trim() === '' || running}>
            {t('reports:verify.do')}
          </Button>
        </form>
        <Upload.Dragger
          className="verify-drop"
          accept=".pdf,.xlsx,.xls,.ods,.et"
          showUploadList={false}
          beforeUpload={(file) => {
            verifyFile(file);
            return false;
          }}
        >
          <FileSearchOutlined aria-hidden /> {t('reports:verify.drop')}
        </Upload.Dragger>
        {task.state.kind !== 'idle' && task.state.kind !== 'done' && (
          <RunningTask state={task.state} onCancel={task.cancel} />
        )}
        {found && <VerifiedSheets result={found.result} />}
        <Offered call="reports.keys.list">
          <SigningKeys />
        </Offered>
      </div>
    </DialogFrame>
  );
}
