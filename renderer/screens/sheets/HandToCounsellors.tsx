import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SheetQuery } from '../../../shared/contract/sheets.ts';
import { orpc } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { undoBatch } from '../../state/undoBatch.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

/** Of the classes that were left out, so many are named. */
const NAMED = 6;

/** One step for the whole list: what was not handed out yet goes to the counsellor of each class. */
export function HandToCounsellors({ query, count }: { query: SheetQuery; count: number }) {
  const { t } = useTranslation('sheets');
  const showUndo = useUndo((state) => state.show);
  const hand = useMutation(orpc.sheets.handToCounsellors.mutationOptions());
  const run = async () => {
    try {
      const { batch, count: handed, holders } = await hand.mutateAsync({ query });
      if (batch !== null) showUndo(t('handedToEach', { count: handed, holders }), () => undoBatch(batch));
    } catch {
      // The mutation's own state says what went wrong.
    }
  };
  const left = hand.data?.left ?? [];
  const classes = left
    .slice(0, NAMED)
    .map(({ className, number }) => className ?? number)
    .join(t('listJoin'));
  return (
    <>
      {count > 0 && (
        <Button className="sheets-to-each" loading={hand.isPending} onClick={() => void run()}>
          {t('handToEach', { count })}
        </Button>
      )}
      {hand.isError && <ErrorNotice error={hand.error} />}
      {left.length > 0 && (
        <Alert
          type="warning"
          showIcon
          closable
          onClose={() => hand.reset()}
          title={t('leftOut', { count: left.length, classes })}
          description={t('leftOutNext')}
        />
      )}
    </>
  );
}
