import { useQuery } from '@tanstack/react-query';
import { Button, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ComparedPair } from '../../../shared/contract/reconcile.ts';
import { TRUE_DIFFERENCES } from '../../../shared/domain/differenceKind.ts';
import { orpc } from '../../rpc/core.ts';
import { photoUrl } from '../../rpc/photoUrl.ts';
import { useMay } from '../../state/useMay.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatTime } from '../../ui/formatTime.ts';
import { Offered } from '../../ui/Offered.tsx';
import { MarkedText } from './MarkedText.tsx';

const SIDES = ['one', 'other'] as const;

/** Two students side by side, field by field, and whether they are one. */
export function PairDetail({
  pair,
  keep,
  onKeep,
  onJoin,
  onApart,
  onReopen,
}: {
  pair: ComparedPair;
  keep: 'one' | 'other';
  onKeep: (side: 'one' | 'other') => void;
  onJoin: () => void;
  onApart: () => void;
  onReopen: () => void;
}) {
  const { t } = useTranslation(['reconcile', 'general', 'students']);
  const words = useWords();
  const may = useMay();
  const input = { one: pair.one.student, other: pair.other.student };
  const { data, error, refetch } = useQuery(orpc.reconcile.pair.queryOptions({ input }));
  const heading = (side: 'one' | 'other') =>
    pair[side].sources.map((source) => words.source(source)).join(t('general:listJoin'));
  const photos = (data?.photos ?? []).filter((photo) => photo.one !== null || photo.other !== null);
  const conflicts = data?.conflicts ?? [];
  const conflictName = (conflict: (typeof conflicts)[number]) =>
    conflict === 'admission' || conflict === 'graduation'
      ? t(`reconcile:pairs.photo.${conflict}`)
      : words.label(conflict);
  return (
    <aside className="pair-detail" aria-label={t('reconcile:pairs.detail')}>
      <p className="work-detail-note">{words.pairReason(pair.because)}</p>
      {pair.state === 'returned' && (
        <div className="work-detail-returned" role="note">
          {t('reconcile:pairs.returned', {
            actor: pair.actor ?? '',
            time: pair.at === null ? '' : formatTime(pair.at, Date.now()),
          })}
        </div>
      )}
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      <div className="pair-table">
        <table className="plain-table">
          <thead>
            <tr>
              <td />
              {SIDES.map((side) => (
                <th key={side}>{heading(side)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {photos.map((photo) => (
              <tr key={photo.role}>
                <th scope="row">{t(`reconcile:pairs.photo.${photo.role}`)}</th>
                {SIDES.map((side) => (
                  <td key={side}>
                    {photo[side] !== null && (
                      <img
                        className="pair-photo"
                        src={photoUrl(photo[side], 'thumbnail')}
                        alt={t(`reconcile:pairs.photo.${photo.role}`)}
                      />
                    )}
                  </td>
                ))}
              </tr>
            ))}
            {(data?.rows ?? []).map((row) => (
              <tr
                key={row.field}
                className={
                  row.kind === null ? '' : TRUE_DIFFERENCES.has(row.kind) ? 'differs true' : 'differs'
                }
              >
                <th scope="row">{words.label(row.field)}</th>
                {SIDES.map((side) => {
                  const value = row[side];
                  const said = words.value(row.field, value);
                  return (
                    <td key={side}>
                      {value !== null && said === value ? (
                        <MarkedText value={value} marks={row.marks[side]} />
                      ) : (
                        said
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {may('reconcile.join') && conflicts.length > 0 && pair.state !== 'decided' && (
        <div className="pair-keep">
          <span>
            {t('reconcile:pairs.conflict', {
              what: conflicts.map(conflictName).join(t('general:listJoin')),
            })}
          </span>
          <Radio.Group
            value={keep}
            options={SIDES.map((side) => ({ value: side, label: heading(side) }))}
            onChange={(event) => onKeep(event.target.value as 'one' | 'other')}
          />
        </div>
      )}
      <Offered call="reconcile.join">
        <div className="work-detail-actions">
          {pair.state === 'decided' ? (
            <Button onClick={onReopen}>
              {t('reconcile:act.reopen')} <kbd className="key">R</kbd>
            </Button>
          ) : (
            <>
              <Button onClick={onJoin}>
                {t('reconcile:act.join')} <kbd className="key">J</kbd>
              </Button>
              <Button onClick={onApart}>
                {t('reconcile:act.apart')} <kbd className="key">K</kbd>
              </Button>
            </>
          )}
        </div>
      </Offered>
      {pair.state === 'decided' && pair.at !== null && (
        <p className="work-detail-note">
          {words.decision('apart', null)} · {pair.actor} · {formatTime(pair.at, Date.now())}
        </p>
      )}
      <Offered call="reconcile.join">
        <p className="work-detail-keys">{t('reconcile:keys.pairs')}</p>
      </Offered>
    </aside>
  );
}
