import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../../rpc/core.ts';
import { useWords } from '../../../text/useWords.ts';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import { saveDownload } from '../../../ui/saveDownload.ts';

/** The proof of an erasure, on paper and as a workbook. */
export function ProofButtons({ seq }: { seq: number }) {
  const { t } = useTranslation('privacy');
  const { language } = useWords();
  const make = useMutation(
    orpc.privacy.proof.mutationOptions({ onSuccess: ({ download }) => saveDownload(download) }),
  );
  return (
    <span className="settings-buttons">
      {(['pdf', 'xlsx'] as const).map((format) => (
        <Button
          key={format}
          size="small"
          loading={make.isPending && make.variables.format === format}
          onClick={() => make.mutate({ seq, format, lang: language })}
        >
          {t(`proofs.${format}`)}
        </Button>
      ))}
      {make.isError && <ErrorNotice error={make.error} />}
    </span>
  );
}
