import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ShownBundle } from '../../../shared/contract/bundles.ts';
import { useWords } from '../../text/useWords.ts';
import { formatCount } from '../../ui/formatCount.ts';
import { formatTime } from '../../ui/formatTime.ts';

/** Bundles before they are taken: who wrote them and when, what is in them, or why they are not taken. */
export function BundleTable({
  bundles,
  isBusy,
  onTake,
}: {
  bundles: readonly ShownBundle[];
  isBusy: boolean;
  onTake: (bundle: ShownBundle) => void;
}) {
  const { t } = useTranslation('sync');
  return (
    <div className="sync-table">
      <table className="plain-table" aria-label={t('stick.list')}>
        <thead>
          <tr>
            <th>{t('stick.file')}</th>
            <th>{t('stick.from')}</th>
            <th>{t('stick.at')}</th>
            <th>{t('stick.holds')}</th>
            <th>{t('stick.act')}</th>
          </tr>
        </thead>
        <tbody>
          {bundles.map((bundle) => (
            <tr key={bundle.files.join(' ')}>
              <td>{bundle.names.join('、')}</td>
              <td>{bundle.about && t(`stick.by.${bundle.about.from}`, { number: bundle.about.number })}</td>
              <td className="numbers">{bundle.about && formatTime(bundle.about.at, Date.now())}</td>
              <td>
                <Held bundle={bundle} />
              </td>
              <td>
                {bundle.problem === null && (
                  <Button size="small" disabled={isBusy} onClick={() => onTake(bundle)}>
                    {t('stick.take')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Held({ bundle: { problem, held } }: { bundle: ShownBundle }) {
  const { t } = useTranslation('sync');
  const words = useWords();
  if (problem) {
    const { message, hint } = words.sayError(problem);
    return (
      <>
        {message}
        <div className="soft">{hint}</div>
      </>
    );
  }
  if (held === null) return null;
  const files = formatCount(held.files);
  return (
    <>
      {held.isWhole
        ? t('stick.whole', { rows: formatCount(held.rows), files })
        : t('stick.deeds', { deeds: formatCount(held.deeds), files })}
      {held.people.length > 0 && (
        <div className="soft">{t('stick.people', { who: held.people.join('、') })}</div>
      )}
      {held.isKnown && <div className="soft">{t('stick.known')}</div>}
    </>
  );
}
