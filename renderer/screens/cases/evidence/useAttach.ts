import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CaseItem } from '../../../../shared/contract/cases.ts';
import { core, orpc } from '../../../rpc/core.ts';
import { uploadFile } from '../../../rpc/uploadFile.ts';
import { useUndo } from '../../../state/undo.ts';
import { undoBatch } from '../../../state/undoBatch.ts';

/**
 * Puts files into a case, one after the other; a bad one is told, and those before it stay. One press takes back all
 * that were put in together.
 */
export function useAttach({ id, version }: CaseItem) {
  const { t } = useTranslation('cases');
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  return useMutation({
    mutationFn: async ({ files, material }: { files: readonly File[]; material: string | null }) => {
      const batches: string[] = [];
      const doubts = new Set<'dpi' | 'bytes'>();
      const offer = () => {
        if (batches.length === 0) return;
        const doubt = [...doubts].map((one) => t(`doubt.${one}`)).join('');
        showUndo(t('did.attach') + doubt, async () => {
          let last: Awaited<ReturnType<typeof undoBatch>> = null;
          for (const batch of batches.toReversed()) last = await undoBatch(batch);
          return last;
        });
      };
      try {
        for (const file of files) {
          const seen = version + batches.length;
          const done = await core.cases.attach({ case: id, seen, file: await uploadFile(file), material });
          batches.push(done.batch);
          for (const doubt of done.doubts) doubts.add(doubt);
        }
      } finally {
        offer();
      }
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: orpc.cases.key() }),
  });
}
