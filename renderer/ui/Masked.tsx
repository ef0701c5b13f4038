import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';

/** A masked number with the button that shows it in full; what is shown in full is recorded by the core. */
export function Masked({
  masked,
  full,
  onReveal,
  onHide,
}: {
  masked: string | null;
  /** The whole value, once it was asked for. */
  full: string | null;
  onReveal: () => void;
  onHide: () => void;
}) {
  const { t } = useTranslation('general');
  if (masked === null) return null;
  const shown = full !== null;
  return (
    <span className="masked numbers">
      {full ?? masked}
      <Tooltip title={shown ? t('masked.hide') : `${t('masked.reveal')} (${t('masked.audited')})`}>
        <Button
          type="text"
          size="small"
          aria-pressed={shown}
          aria-label={shown ? t('masked.hide') : t('masked.reveal')}
          icon={shown ? <EyeInvisibleOutlined /> : <EyeOutlined />}
          onClick={shown ? onHide : onReveal}
        />
      </Tooltip>
    </span>
  );
}
