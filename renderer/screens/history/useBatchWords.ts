import { useTranslation } from 'react-i18next';
import type { Batch } from '../../../shared/contract/imports.ts';

/** The words for what a batch is and where it came from. A photo batch has its role as its source. */
export function useBatchWords(): { kind(batch: Batch): string; source(batch: Batch): string } {
  const { t } = useTranslation('history');
  return {
    kind: (batch) => t(`kind.${batch.kind}`),
    source: ({ kind, source }) => {
      if (kind === 'photos' || kind === 'review') {
        if (source === 'graduation') return t('source.graduation');
        if (source === 'admission') return t('source.admissionPhoto');
        return '';
      }
      switch (source) {
        case 'chsi':
        case 'sis':
        case 'admission':
        case 'staff':
          return t(`source.${source}`);
        default:
          return source;
      }
    },
  };
}
