import { Segmented, Slider } from 'antd';
import { useTranslation } from 'react-i18next';
import type { WallQuery } from '../../../shared/contract/photos.ts';
import { PHOTO_FINDINGS, PROFILE_VERDICTS } from '../../../shared/domain/photoFindings.ts';
import { LIKENESS_HINTS } from '../../../shared/domain/photoLikeness.ts';
import { WALL_PARTS } from '../../../shared/domain/photoWall.ts';
import { SOURCES } from '../../../shared/domain/studentFields.ts';
import { useWords } from '../../text/useWords.ts';
import { formatCount } from '../../ui/formatCount.ts';
import { ChoiceList } from '../students/ChoiceList.tsx';
import { FacetButton } from '../students/FacetButton.tsx';
import { FieldFacetButton } from '../students/FieldFacetButton.tsx';

const FIELDS = ['collegeName', 'majorName', 'className'] as const;
export const SIZES = { least: 88, most: 240 } as const;

type Tab = WallQuery['part'] | 'alike';

interface Counts
  extends Partial<Record<'verdicts' | 'likeness' | 'sources', Partial<Record<string, number>>>> {
  /** Groups of photos that look like one and wait; null: they are being looked for. */
  alike: number | null;
  parts: Partial<Record<WallQuery['part'], number>>;
  findings: Partial<Record<WallQuery['findings'][number], number>>;
}

/** What part of the work is on the wall, whose photos, and how large. */
export function WallFilter({
  wall,
  counts,
  alike,
  size,
  onWall,
  onAlike,
  onSize,
}: {
  wall: WallQuery;
  counts: Counts | undefined;
  /** The groups of photos that look like one are shown, not the wall. */
  alike: boolean;
  size: number;
  onAlike: () => void;
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
  const narrowings = [
    {
      name: 'finding',
      label: t('photos:filter.finding'),
      chosen: wall.findings as readonly string[],
      choices: PHOTO_FINDINGS.map((value) => ({
        value: value as string,
        label: words.photo.finding(value),
        // Being looked for is not none.
        count: value === 'look-alike' && counts?.alike === null ? null : (counts?.findings[value] ?? 0),
      })),
      onChange: (values: string[]) =>
        onWall({ ...wall, findings: PHOTO_FINDINGS.filter((value) => values.includes(value)) }),
    },
    {
      name: 'standard',
      label: t('photos:filter.standard'),
      chosen: wall.verdicts as readonly string[],
      choices: PROFILE_VERDICTS.map((value) => ({
        value: value as string,
        label: words.photo.profileVerdict(value),
        count: counts?.verdicts?.[value] ?? 0,
      })),
      onChange: (values: string[]) =>
        onWall({ ...wall, verdicts: PROFILE_VERDICTS.filter((value) => values.includes(value)) }),
    },
    {
      name: 'likeness',
      label: t('photos:filter.likeness'),
      chosen: wall.likeness as readonly string[],
      choices: LIKENESS_HINTS.map((value) => ({
        value: value as string,
        label: words.photo.likeness(value),
        count: counts?.likeness?.[value] ?? 0,
      })),
      onChange: (values: string[]) =>
        onWall({ ...wall, likeness: LIKENESS_HINTS.filter((value) => values.includes(value)) }),
    },
    {
      name: 'source',
      label: t('students:column.sources'),
      chosen: query.filter.sources as readonly string[],
      choices: SOURCES.map((value) => ({
        value: value as string,
        label: words.source(value),
        count: counts?.sources?.[value] ?? 0,
      })),
      onChange: (values: string[]) => {
        const sources = SOURCES.filter((value) => values.includes(value));
        onWall({ ...wall, query: { ...query, filter: { ...query.filter, sources } } });
      },
    },
  ];
  const parts = WALL_PARTS.filter((part) => part !== 'retake' || wall.role === 'graduation');
  const tabs: Tab[] = [...parts, 'alike'];
  const countOf = (part: Tab) => {
    const count = part === 'alike' ? counts?.alike : counts?.parts[part];
    // Groups that look like one are found in the background.
    if (count === null) return '…';
    return count === undefined ? '' : formatCount(count);
  };
  return (
    <>
      <div className="wall-parts">
        <Segmented<Tab>
          aria-label={t('photos:filter.part')}
          value={alike ? 'alike' : wall.part}
          onChange={(part) => (part === 'alike' ? onAlike() : onWall({ ...wall, part }))}
          options={tabs.map((value) => ({
            value,
            label: (
              <>
                {value === 'alike' ? t('photos:alike.part') : t(`photos:part.${value}`)}{' '}
                <span className="wall-part-count numbers">{countOf(value)}</span>
              </>
            ),
          }))}
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
          <FieldFacetButton
            key={field}
            field={field}
            query={query}
            chosen={query.filter.fields[field] ?? []}
            onChange={(values) => setField(field, values)}
          />
        ))}
        {!alike &&
          narrowings.map(({ name, label, choices, chosen, onChange }) => (
            <FacetButton
              key={name}
              label={label}
              chosen={choices.filter(({ value }) => chosen.includes(value)).map((choice) => choice.label)}
              onClear={() => onChange([])}
            >
              {(close) => (
                <ChoiceList
                  label={label}
                  choices={choices}
                  chosen={chosen}
                  onChange={onChange}
                  onDone={close}
                />
              )}
            </FacetButton>
          ))}
        <span className="wall-size">
          <span className="soft">{t('photos:filter.size')}</span>
          <Slider
            ariaLabelForHandle={t('photos:filter.size')}
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
