import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useWords } from '../text/useWords.ts';
import { errorParts } from './errorParts.ts';

/** An error as a person is told it: what happened, and what to do next. `onRetry` adds the button for it. */
export function ErrorNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation('general');
  const words = useWords();
  const parts = errorParts(error);
  const said = parts ? words.sayError(parts) : { message: t('error.unknown'), hint: t('error.unknownHint') };
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={said.message}
      description={said.hint}
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
