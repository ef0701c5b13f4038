import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

/** Closes what Escape closes too. */
export function CloseButton({ className, onClose }: { className?: string; onClose: () => void }) {
  const { t } = useTranslation('general');
  return (
    <Button
      type="text"
      {...(className === undefined ? {} : { className })}
      icon={<CloseOutlined />}
      aria-label={t('action.close')}
      title={`${t('action.close')} (Esc)`}
      onClick={onClose}
    />
  );
}
