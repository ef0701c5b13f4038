import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PhotoDetail } from '../../../shared/contract/photos.ts';
import { orpc } from '../../rpc/core.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

/** How alike a student's two photos are: a hint with how far it can be trusted, never a verdict. */
export function LikenessHint({ detail }: { detail: PhotoDetail }) {
  const { t } = useTranslation('photos');
  const words = useWords();
  const queryClient = useQueryClient();
  const compare = useMutation(
    orpc.photos.likeness.mutationOptions({ onSuccess: () => queryClient.invalidateQueries() }),
  );
  if (detail.photos.length < 2) return null;
  const { likeness } = detail;
  const answered = compare.data && compare.variables?.student === detail.id ? compare.data : null;
  if (likeness === null) {
    return (
      <section className="likeness" aria-label={t('likeness.title')}>
        <Button
          size="small"
          loading={compare.isPending}
          onClick={() => compare.mutate({ student: detail.id })}
        >
          {t('likeness.compare')}
        </Button>{' '}
        <span className="soft">
          {answered === null
            ? t('likeness.onlyHint')
            : answered.available
              ? t('likeness.none')
              : t('likeness.unavailable')}
        </span>
        {compare.error !== null && <ErrorNotice error={compare.error} />}
      </section>
    );
  }
  const { way, value, hint } = likeness;
  return (
    <section className={`likeness ${hint ?? 'none'}`} aria-label={t('likeness.title')}>
      <p>
        <strong>
          {t('likeness.title')}
          {hint !== null && way !== 'picture' ? `${t('colon')}${words.photo.likeness(hint)}` : ''}
        </strong>
        {way === 'face' && (
          <span className="numbers soft"> {t('likeness.value', { value: value.toFixed(2) })}</span>
        )}
      </p>
      <p>{way === 'picture' ? t('likeness.picture') : t(`likeness.${hint ?? 'none'}`)}</p>
      <p className="soft">{t('likeness.onlyHint')}</p>
    </section>
  );
}
