import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ShownBundle } from '../../../shared/contract/bundles.ts';
import { useJoined } from '../../text/useJoined.ts';
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
  const joined = useJoined();
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
              <td>{joined(bundle.names)}</td>
              <td>
                <From about={bundle.about} />
              </td>
              <td className="numbers">{bundle.about && formatTime(bundle.about.at, Date.now())}</td>
              <td>
                <Held bundle={bundle} />
              </td>
              <td>
                {(bundle.problem === null || bundle.held !== null) && (
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

function From({ about }: { about: ShownBundle['about'] }) {
  const { t } = useTranslation('sync');
  if (about === null) return null;
  const { from, name, number } = about;
  return name === null ? t(`stick.by.${from}`, { number }) : t('stick.by.named', { name, number });
}

function Held({ bundle: { problem, held } }: { bundle: ShownBundle }) {
  const { t } = useTranslation('sync');
  const joined = useJoined();
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
        <div className="soft">{t('stick.people', { who: joined(held.people) })}</div>
      )}
      {held.isKnown && <div className="soft">{t('stick.known')}</div>}
    </>
  );
}
