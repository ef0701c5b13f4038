import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ScannedSheet } from '../../../shared/contract/sheets.ts';
import { navigate } from '../../state/route.ts';
import { useWords } from '../../text/useWords.ts';
import { Offered } from '../../ui/Offered.tsx';

/** Why nothing was done with a scan, and what can be. */
export function ScanNotice({
  notice,
  unsaved,
  onAnyway,
  onClose,
}: {
  notice: ScannedSheet | 'unsaved';
  /** The number of the sheet that is still open. */
  unsaved: string;
  onAnyway: (scanned: ScannedSheet) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('sheets');
  const words = useWords();
  const title = notice === 'unsaved' ? t('unsaved', { number: unsaved }) : words.sheet.scan(notice);
  const kind = notice === 'unsaved' ? null : notice.kind;
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={title}
      closable={{ onClose, 'aria-label': t('close') }}
      action={
        notice !== 'unsaved' && kind === 'void' ? (
          <Button size="small" onClick={() => onAnyway(notice)}>
            {t('anyway')}
          </Button>
        ) : kind === 'noRows' ? (
          <Offered call="imports.open">
            <Button size="small" onClick={() => navigate('import')}>
              {t('import')}
            </Button>
          </Offered>
        ) : undefined
      }
    />
  );
}
