import { Empty, Segmented, Select } from 'antd';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign, ProgressRow } from '../../../shared/contract/campaigns.ts';
import { ROUND_DAYS } from '../../../shared/domain/chaseRounds.ts';
import { useWords } from '../../text/useWords.ts';
import { Chart } from '../../ui/chart/Chart.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { CollegeSelect } from './CollegeSelect.tsx';
import { SavePicture } from './SavePicture.tsx';
import { type PanelPicture, usePicture } from './usePicture.ts';

const KINDS: readonly PanelPicture[] = ['colleges', 'classes', 'heat', 'reasons', 'rounds'];
const DAYS = [1, 3, 7, 14] as const;

/** The pictures of a campaign, one at a time, each also as a table; what is seen leads to the students. */
export function PicturePanel({
  campaign,
  colleges,
}: {
  campaign: Campaign;
  colleges: readonly ProgressRow[];
}) {
  const { t } = useTranslation('campaigns');
  const words = useWords();
  const [kind, setKind] = useState<PanelPicture>('colleges');
  const [college, setCollege] = useState<string | null>(null);
  const [days, setDays] = useState<number>(ROUND_DAYS);
  const place = useRef<HTMLDivElement>(null);
  const room = useRoom(place);
  const [asTable, setAsTable] = useState(false);
  const narrows = kind === 'classes' || kind === 'heat' || kind === 'reasons';
  const shownCollege = narrows ? college : null;
  const { picture, error, refetch, open } = usePicture(campaign, { kind, college: shownCollege, days, room });
  const title = words.picture.title[kind];

  return (
    <section className="trend pictures" aria-label={t('progress.pictures')}>
      <div className="picture-head">
        <Segmented
          value={kind}
          aria-label={t('pictures.which')}
          options={KINDS.map((value) => ({ value, label: t(`pictures.kind.${value}`) }))}
          onChange={setKind}
        />
        {narrows && <CollegeSelect colleges={colleges} college={college} onCollege={setCollege} />}
        {kind === 'rounds' && (
          <Select
            aria-label={t('pictures.days')}
            value={days}
            options={DAYS.map((count) => ({ value: count, label: words.picture.doneWithin(count) }))}
            onChange={setDays}
          />
        )}
        <span className="picture-tools">
          <Segmented
            size="small"
            value={asTable ? 'table' : 'picture'}
            aria-label={t('pictures.how')}
            options={[
              { value: 'picture', label: t('pictures.asPicture') },
              { value: 'table', label: t('pictures.asTable') },
            ]}
            onChange={(value) => setAsTable(value === 'table')}
          />
          <SavePicture campaign={campaign.id} picture={kind} college={shownCollege} days={days} />
        </span>
      </div>
      {error !== null && <ErrorNotice error={error} onRetry={refetch} />}
      {picture !== null && picture.table.rows.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t(`pictures.nothing.${kind}`)} />
      )}
      <div className="picture-place" ref={place}>
        {picture !== null && picture.table.rows.length > 0 && asTable && (
          <PictureTable title={title} {...picture.table} />
        )}
        {picture !== null && picture.table.rows.length > 0 && !asTable && (
          // As tall as its lines need: a school of few colleges is not blown up to fill the page.
          <div className="picture-sized" style={{ height: picture.height + SAID }}>
            <Chart picture={picture} label={t('pictures.label', { title })} onOpen={open} />
          </div>
        )}
      </div>
      <p className="soft trend-note">{t(`pictures.note.${kind}`)}</p>
    </section>
  );
}

/** Pixels of the line that says what is chosen. */
const SAID = 24;

/** Pixels that a picture may be tall. */
function useRoom(place: RefObject<HTMLElement | null>): number {
  const [room, setRoom] = useState(400);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setRoom(element.clientHeight - SAID));
    watch.observe(element);
    return () => watch.disconnect();
  }, [place]);
  return room;
}

/** Rows shown: more are in the statistics by class, which can be sorted. */
const MOST_ROWS = 500;

function PictureTable({ title, head, rows }: { title: string; head: string[]; rows: string[][] }) {
  const { t } = useTranslation('campaigns');
  return (
    <div className="progress-table-place">
      <table className="plain-table campaign-table" aria-label={title}>
        <thead>
          <tr>
            {head.map((name, at) => (
              <th key={name} scope="col" className={at === 0 ? '' : 'number'}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_ROWS).map((row) => (
            <tr key={row[0]}>
              {row.map((cell, at) => (
                <td key={head[at]} className={at === 0 ? '' : 'number numbers'}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MOST_ROWS && <p className="soft">{t('pictures.moreRows', { most: MOST_ROWS })}</p>}
    </div>
  );
}
