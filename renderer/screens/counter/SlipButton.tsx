import { PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportResult } from '../../../shared/contract/reports.ts';
import { core } from '../../rpc/core.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { useTask } from '../../ui/useTask.ts';
import { MadeReportPanel } from '../reports/MadeReportPanel.tsx';
import './SlipButton.css';

/** Makes the slip of a visit at the counter, with the signature on it, and shows it to be printed or taken away. */
export function SlipButton({ event }: { event: string }) {
  const { t } = useTranslation('counter');
  const dialog = useRef<HTMLDialogElement>(null);
  const task = useTask<ReportResult>();
  const [made, setMade] = useState<ReportResult | null>(null);
  const make = async () => {
    const result = await task.start(t('slip.title'), (signal) =>
      core.reports.create({ kind: 'counter-slip', visits: [event], format: 'pdf' }, { signal }),
    );
    if (result !== null) setMade(result);
  };
  return (
    <>
      <Button
        size="small"
        icon={<PrinterOutlined />}
        loading={task.state.kind === 'running'}
        onClick={() => void make()}
      >
        {t('slip.print')}
      </Button>
      {task.state.kind === 'failed' && <ErrorNotice error={task.state.error} />}
      {made !== null && (
        <DialogFrame
          dialog={dialog}
          className="slip-dialog"
          title={t('slip.title')}
          onClose={() => setMade(null)}
        >
          <MadeReportPanel result={made} campaign={null} outdated={false} />
        </DialogFrame>
      )}
    </>
  );
}
