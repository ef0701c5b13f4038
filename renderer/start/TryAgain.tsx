import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { startOrpc } from '../rpc/startCore.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';

/** Tries to open the store as it is now: it may be whole again, or free. */
export function TryAgain({
  onFailed,
  isMain,
  label,
}: {
  onFailed: () => void;
  isMain: boolean;
  label?: string;
}) {
  const { t } = useTranslation('start');
  const open = useMutation(
    startOrpc.open.mutationOptions({
      onSuccess: ({ trouble }) => (trouble === null ? window.location.reload() : onFailed()),
    }),
  );
  return (
    <>
      <Button
        {...(isMain ? { type: 'primary' } : {})}
        loading={open.isPending}
        onClick={() => open.mutate({ passphrase: null })}
      >
        {label ?? t('tryAgain')}
      </Button>
      {open.data?.trouble && !open.isPending && (
        <span role="status" className="soft">
          {t('stillShut')}
        </span>
      )}
      {open.isError && <ErrorNotice error={open.error} />}
    </>
  );
}
