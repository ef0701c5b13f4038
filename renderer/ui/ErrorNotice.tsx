import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { errorParts } from './errorParts.ts';

/** An error as a person is told it: what happened, and what to do next. `onRetry` adds the button for it. */
export function ErrorNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation('general');
  const parts = errorParts(error);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={parts ? t('error.code', { code: parts.code }) : t('error.unknown')}
      description={parts ? null : t('error.unknownHint')}
      action={
        onRetry && (
          <Button size="small" onClick={onRetry}>
            {t('action.retry')}
          </Button>
        )
      }
    />
  );
}
