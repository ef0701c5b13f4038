import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { core } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { formatCount } from '../../ui/formatCount.ts';
import { saveDownload } from '../../ui/saveDownload.ts';
import { useTask } from '../../ui/useTask.ts';
import type { StudentSelection } from './studentSelection.ts';

const FORMATS = ['xlsx', 'csv'] as const;

/** Writes the selected students, or all that are listed, into a file; numbers stay masked. */
export function ExportMenu({
  selection,
  campaign,
  rows,
}: {
  selection: StudentSelection;
  campaign: string | null;
  rows: number;
}) {
  const { t } = useTranslation(['students', 'general']);
  const showNote = useUndo((state) => state.show);
  const task = useTask<{ download: string; rows: number }>();

  const run = async (format: (typeof FORMATS)[number]) => {
    const result = await task.start(t('students:export.task'), (signal) =>
      core.students.export({ selection, format, campaign }, { signal }),
    );
    if (result === null) return;
    saveDownload(result.download);
    showNote(t('students:export.done', { count: result.rows, formatted: formatCount(result.rows) }));
  };

  return (
    <Dropdown
      trigger={['click']}
      disabled={rows === 0}
      menu={{
        items: FORMATS.map((format) => ({
          key: format,
          label: t(`students:export.${format}`, { count: rows, formatted: formatCount(rows) }),
        })),
        onClick: ({ key }) => {
          const format = FORMATS.find((entry) => entry === key);
          if (format) void run(format);
        },
      }}
    >
      <Button loading={task.state.kind === 'running'}>
        {t('students:export.button')}
        <DownOutlined aria-hidden className="button-arrow" />
      </Button>
    </Dropdown>
  );
}
