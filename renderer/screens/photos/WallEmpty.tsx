import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { WallQuery } from '../../../shared/contract/photos.ts';
import { navigate } from '../../state/route.ts';
import { isFiltered, queryOfParams } from '../../state/studentQueryHash.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Offered } from '../../ui/Offered.tsx';

/** Why there is nothing on the wall, and what to do about it. */
export function WallEmpty({
  wall,
  counts,
  onWall,
}: {
  wall: WallQuery;
  counts: { photos: number };
  onWall: (wall: WallQuery) => void;
}) {
  const { t } = useTranslation(['photos', 'students']);
  const narrowed = wall.findings.length + wall.verdicts.length + wall.likeness.length;
  if (isFiltered(wall.query) || narrowed > 0) {
    const { filter } = queryOfParams(new URLSearchParams(), null);
    return (
      <EmptyState
        title={t('photos:empty.filtered')}
        actions={
          <Button
            onClick={() =>
              onWall({
                ...wall,
                findings: [],
                verdicts: [],
                likeness: [],
                query: { ...wall.query, search: '', filter },
              })
            }
          >
            {t('students:filter.clear')}
          </Button>
        }
      />
    );
  }
  if (counts.photos === 0) {
    return (
      <EmptyState
        title={t('photos:empty.none')}
        actions={
          <Offered call="imports.open">
            <Button type="primary" onClick={() => navigate('import')}>
              {t('photos:empty.import')}
            </Button>
          </Offered>
        }
      >
        {t('photos:empty.how')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={t(`photos:empty.part.${wall.part}`)}
      actions={<Button onClick={() => onWall({ ...wall, part: 'all' })}>{t('photos:empty.all')}</Button>}
    />
  );
}
