import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WallQuery } from '../../../shared/contract/photos.ts';
import { core } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { useMay } from '../../state/useMay.ts';
import { formatCount } from '../../ui/formatCount.ts';
import { saveDownload } from '../../ui/saveDownload.ts';
import { useTask } from '../../ui/useTask.ts';
import { ExportPhotos } from './ExportPhotos.tsx';

/** What leaves the wall as a file: renamed photos, the retake list, numbers for photographers. */
export function WallActions({
  wall,
  selected,
  retakes,
}: {
  wall: WallQuery;
  /** null: everybody that the filters give. */
  selected: string[] | null;
  retakes: number;
}) {
  const { t } = useTranslation('photos');
  const show = useUndo((state) => state.show);
  const task = useTask<{ download: string; students: number }>();
  const [exporting, setExporting] = useState(false);
  const { query, role } = wall;
  const may = useMay();
  const selection = selected ? { ids: selected } : { query };
  const run = async (kind: 'retakes' | 'shootingPlan') => {
    const made = await task.start(t(`out.${kind}Task`), (signal) =>
      kind === 'retakes'
        ? core.photos.retakes({ query }, { signal })
        : core.photos.shootingPlan({ selection: { query } }, { signal }),
    );
    if (!made) return;
    saveDownload(made.download);
    show(t(`out.${kind}Done`, { count: made.students, formatted: formatCount(made.students) }));
  };
  if (!may('photos.retakes')) return null;
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            ...(may('photos.export') ? [{ key: 'photos', label: t('out.photos') }] : []),
            { key: 'retakes', label: t('out.retakes', { count: retakes, formatted: formatCount(retakes) }) },
            ...(may('photos.shootingPlan') ? [{ key: 'shootingPlan', label: t('out.shootingPlan') }] : []),
          ],
          onClick: ({ key }) => {
            if (key === 'photos') setExporting(true);
            else void run(key === 'retakes' ? 'retakes' : 'shootingPlan');
          },
        }}
      >
        <Button loading={task.state.kind === 'running'}>
          {t('out.button')}
          <DownOutlined aria-hidden className="button-arrow" />
        </Button>
      </Dropdown>
      {exporting && <ExportPhotos selection={selection} role={role} onClose={() => setExporting(false)} />}
    </>
  );
}
