import { CopyOutlined, DownloadOutlined, UploadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleKind } from '../../../../shared/contract/caseRules.ts';
import { orpc } from '../../../rpc/core.ts';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import { saveDownload } from '../../../ui/saveDownload.ts';
import { useCaseRules } from './useCaseRules.ts';

/** A rule as a file to be edited elsewhere or given to another school, one taken in, and a rule of the office's own. */
export function RuleTools({
  kind,
  id,
  onCopy,
  onTaken,
}: {
  kind: RuleKind;
  id: string;
  onCopy: () => void;
  /** `id` of what the file held, which may be another. */
  onTaken: (id: string) => void;
}) {
  const { t } = useTranslation('caseRules');
  const { save } = useCaseRules(kind);
  const [notJson, setNotJson] = useState<string | null>(null);
  const write = useMutation(
    orpc.caseRules.export.mutationOptions({ onSuccess: ({ download }) => saveDownload(download) }),
  );
  const takeIn = async (file: File) => {
    setNotJson(null);
    let rule: unknown;
    try {
      rule = JSON.parse((await file.text()).replace(/^\uFEFF/, ''));
    } catch {
      setNotJson(file.name);
      return;
    }
    save.mutate(
      { rule, note: t('tools.fromFile', { file: file.name }) },
      { onSuccess: ({ id: taken }) => onTaken(taken) },
    );
  };
  return (
    <>
      <div className="rule-tools">
        <Button size="small" icon={<CopyOutlined />} onClick={onCopy}>
          {t(`tools.copy.${kind}`)}
        </Button>
        <Button
          size="small"
          icon={<DownloadOutlined />}
          loading={write.isPending}
          onClick={() => write.mutate({ kind, id })}
        >
          {t('tools.write')}
        </Button>
        <Upload
          accept=".json"
          showUploadList={false}
          beforeUpload={(file) => {
            void takeIn(file);
            return false;
          }}
        >
          <Button size="small" icon={<UploadOutlined />} loading={save.isPending}>
            {t('tools.read')}
          </Button>
        </Upload>
      </div>
      {notJson !== null && (
        <p className="rule-problem" role="alert">
          {t('tools.notJson', { file: notJson })}
        </p>
      )}
      {save.isError && <ErrorNotice error={save.error} />}
      {write.isError && <ErrorNotice error={write.error} />}
    </>
  );
}
