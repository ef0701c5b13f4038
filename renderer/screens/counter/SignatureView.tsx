import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CounterVisit } from '../../../shared/contract/counter.ts';
import { orpc } from '../../rpc/core.ts';
import { photoUrl } from '../../rpc/photoUrl.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import './SignatureView.css';

/** How it was signed; the signature itself, which is personal, only for whoever asks. */
export function SignatureView({ visit }: { visit: CounterVisit }) {
  const { t } = useTranslation('counter');
  const look = useMutation(orpc.counter.signature.mutationOptions({ gcTime: 0 }));
  const shown = look.data;
  return (
    <>
      <span className="soft">
        {visit.signed === 'drawn' ? t('drawn') : t('typed', { witness: visit.witness })}
      </span>{' '}
      <Button
        size="small"
        type="link"
        loading={look.isPending}
        onClick={() => (shown ? look.reset() : look.mutate({ event: visit.event }))}
      >
        {t(shown ? 'hideSignature' : 'showSignature')}
      </Button>
      {look.isError && <ErrorNotice error={look.error} />}
      {shown?.hash && (
        <img
          className="signature-picture"
          src={photoUrl(shown.hash)}
          alt={t('signatureOf', { name: visit.student.name ?? '' })}
        />
      )}
      {shown && shown.name !== null && <strong>{shown.name}</strong>}
    </>
  );
}
