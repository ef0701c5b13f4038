import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SheetQuery } from '../../../shared/contract/sheets.ts';
import { core } from '../../rpc/core.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { saveDownload } from '../../ui/saveDownload.ts';
import { useTask } from '../../ui/useTask.ts';

/** The list as it is filtered, as a file to chase with. */
export function SaveSheetList({ query }: { query: SheetQuery }) {
  const { t } = useTranslation('sheets');
  const task = useTask<{ download: string; sheets: number }>();
  const save = async () => {
    const made = await task.start(t('export'), (signal) => core.sheets.export({ query }, { signal }));
    if (made) saveDownload(made.download);
  };
  return (
    <>
      {task.state.kind === 'failed' && <ErrorNotice error={task.state.error} />}
      <Button loading={task.state.kind === 'running'} onClick={() => void save()}>
        {t('export')}
      </Button>
    </>
  );
}
