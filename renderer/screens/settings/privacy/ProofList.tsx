import { useQuery } from '@tanstack/react-query';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import type { Erasure } from '../../../../shared/contract/privacy.ts';
import { orpc } from '../../../rpc/core.ts';
import { formatCount } from '../../../ui/formatCount.ts';
import { ProofButtons } from './ProofButtons.tsx';
import '../../../ui/PlainTable.css';

/** What was erased so far, each with its proof to print. */
export function ProofList() {
  const { t } = useTranslation('privacy');
  const { data } = useQuery(orpc.privacy.erasures.queryOptions());
  if (!data) return null;
  const hasHub = data.some(({ hub }) => hub !== null);
  return (
    <section className="privacy-proofs" aria-label={t('proofs.title')}>
      <h3>{t('proofs.title')}</h3>
      {data.length === 0 ? (
        <p className="soft">{t('proofs.none')}</p>
      ) : (
        <div className="privacy-scroll">
          <table className="plain-table" aria-label={t('proofs.title')}>
            <thead>
              <tr>
                {(['time', 'by', 'reason', 'students', 'result'] as const).map((column) => (
                  <th key={column}>{t(`proofs.${column}`)}</th>
                ))}
                {hasHub && <th>{t('proofs.desks')}</th>}
                <td />
              </tr>
            </thead>
            <tbody>
              {data.map((one) => (
                <tr key={one.seq}>
                  <td className="numbers privacy-whole">{dayjs(one.at).format('YYYY-MM-DD HH:mm')}</td>
                  <td className="privacy-whole">{one.actor}</td>
                  <td>{one.reason}</td>
                  <td className="numbers">{formatCount(one.students)}</td>
                  <td className="privacy-whole">
                    <Searched erasure={one} />
                  </td>
                  {hasHub && (
                    <td>
                      <Desks hub={one.hub} />
                    </td>
                  )}
                  <td className="privacy-whole">{one.proof && <ProofButtons seq={one.seq} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** Which computers have done the same: those that have not are named. */
function Desks({ hub }: { hub: Erasure['hub'] }) {
  const { t } = useTranslation('privacy');
  if (hub === null) return null;
  if (!hub.isHere) return <>{t('proofs.fromHub')}</>;
  if (hub.state !== 'told' || hub.at === null)
    return <>{t(hub.state === 'refused' ? 'proofs.hubRefused' : 'proofs.hubWaiting')}</>;
  const done = hub.devices.filter(({ doneAt }) => doneAt !== null).length;
  const open = hub.devices.filter(({ doneAt }) => doneAt === null).map(({ name }) => name);
  return (
    <>
      {t('proofs.desksDone', { done, total: hub.devices.length })}
      {open.length > 0 && (
        <div className="soft">{t('proofs.desksOpen', { names: open.join(t('proofs.between')) })}</div>
      )}
    </>
  );
}

function Searched({ erasure: { proof, hub } }: { erasure: Erasure }) {
  const { t } = useTranslation('privacy');
  if (proof === null && hub?.isHere === false) return <>—</>;
  if (proof === null) return <>{t('proofs.unfinished')}</>;
  return <>{proof.found === 0 ? t('proofs.clean') : t('proofs.found', { count: proof.found })}</>;
}
