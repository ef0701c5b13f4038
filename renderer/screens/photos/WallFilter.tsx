import { Segmented, Slider } from 'antd';
import { useTranslation } from 'react-i18next';
import type { WallQuery } from '../../../shared/contract/photos.ts';
import { PHOTO_FINDINGS } from '../../../shared/domain/photoFindings.ts';
import { WALL_PARTS } from '../../../shared/domain/photoWall.ts';
import { useWords } from '../../text/useWords.ts';
import { formatCount } from '../../ui/formatCount.ts';
import { ChoiceList } from '../students/ChoiceList.tsx';
import { FacetButton } from '../students/FacetButton.tsx';
import { FieldFacet } from '../students/FieldFacet.tsx';

const FIELDS = ['collegeName', 'majorName', 'className'] as const;
export const SIZES = { least: 88, most: 240 } as const;

interface Counts {
  parts: Partial<Record<WallQuery['part'], number>>;
  findings: Partial<Record<WallQuery['findings'][number], number>>;
}

/** What part of the work is on the wall, whose photos, and how large. */
export function WallFilter({
  wall,
  counts,
  size,
  onWall,
  onSize,
}: {
  wall: WallQuery;
  counts: Counts | undefined;
  size: number;
  onWall: (wall: WallQuery) => void;
  onSize: (size: number) => void;
}) {
  const { t } = useTranslation(['photos', 'students']);
  const words = useWords();
  const { query } = wall;
  const setField = (field: (typeof FIELDS)[number], values: string[]) => {
    const { [field]: _, ...others } = query.filter.fields;
    const fields = values.length === 0 ? others : { ...others, [field]: values };
    onWall({ ...wall, query: { ...query, filter: { ...query.filter, fields } } });
  };
  const parts = WALL_PARTS.filter((part) => part !== 'retake' || wall.role === 'graduation');
  return (
    <>
      <div className="wall-parts">
        <Segmented
          aria-label={t('photos:filter.part')}
          value={wall.part}
          onChange={(part) => onWall({ ...wall, part })}
          options={parts.map((part) => {
            const count = counts?.parts[part];
            return {
              value: part,
              label: (
                <>
                  {t(`photos:part.${part}`)}{' '}
                  <span className="wall-part-count numbers">
                    {count === undefined ? '' : formatCount(count)}
                  </span>
                </>
              ),
            };
          })}
        />
      </div>
      <div className="filter-bar" role="toolbar" aria-label={t('students:filter.label')}>
        <Segmented
          aria-label={t('photos:filter.role')}
          value={wall.role}
          onChange={(role) =>
            onWall({
              ...wall,
              role,
              part: role === 'admission' && wall.part === 'retake' ? 'all' : wall.part,
            })
          }
          options={(['graduation', 'admission'] as const).map((value) => ({
            value,
            label: words.photo.role(value),
          }))}
        />
        {FIELDS.map((field) => (
          <FacetButton
            key={field}
            label={words.label(field)}
            chosen={(query.filter.fields[field] ?? []).map((value) => words.value(field, value))}
            onClear={() => setField(field, [])}
          >
            {(close) => (
              <FieldFacet
                field={field}
                query={query}
                onChange={(values) => setField(field, values)}
                onDone={close}
              />
            )}
          </FacetButton>
        ))}
        <FacetButton
          label={t('photos:filter.finding')}
          chosen={wall.findings.map((code) => words.photo.finding(code))}
          onClear={() => onWall({ ...wall, findings: [] })}
        >
          {(close) => (
            <ChoiceList
              label={t('photos:filter.finding')}
              choices={PHOTO_FINDINGS.map((code) => ({
                value: code,
                label: words.photo.finding(code),
                count: counts?.findings[code] ?? 0,
              }))}
              chosen={wall.findings}
              onChange={(values) =>
                onWall({ ...wall, findings: PHOTO_FINDINGS.filter((code) => values.includes(code)) })
              }
              onDone={close}
            />
          )}
        </FacetButton>
        <span className="wall-size">
          <span className="soft">{t('photos:filter.size')}</span>
          <Slider
            aria-label={t('photos:filter.size')}
            min={SIZES.least}
            max={SIZES.most}
            step={8}
            value={size}
            onChange={onSize}
            tooltip={{ open: false }}
          />
        </span>
      </div>
    </>
  );
}
