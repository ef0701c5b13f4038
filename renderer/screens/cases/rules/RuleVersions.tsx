import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { RuleKind } from '../../../../shared/contract/caseRules.ts';
import { orpc } from '../../../rpc/core.ts';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import { formatTime } from '../../../ui/formatTime.ts';
import '../../../ui/PlainTable.css';
import { useCaseRules } from './useCaseRules.ts';

/** Every version that the office ever saved, the newest first; any may be gone back to. */
export function RuleVersions({
  kind,
  id,
  isShipped,
}: {
  kind: RuleKind;
  id: string;
  /** The program brings one of its own. */
  isShipped: boolean;
}) {
  const { t } = useTranslation('caseRules');
  const { restore } = useCaseRules(kind);
  const found = useQuery(orpc.caseRules.versions.queryOptions({ input: { kind, id } }));
  const versions = (found.data?.versions ?? []).toReversed();
  if (found.isError) return <ErrorNotice error={found.error} />;
  const isOffices = versions.length > 0 && !versions[0]!.isShipped;
  return (
    <section className="case-part" aria-label={t('versions.title')}>
      <h2>{t('versions.title')}</h2>
      {versions.length === 0 && <p className="soft rule-help">{t('versions.none')}</p>}
      {versions.length > 0 && (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('versions.when')}</th>
              <th scope="col">{t('versions.who')}</th>
              <th scope="col">{t('versions.why')}</th>
              <th scope="col">{t('versions.cases')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('versions.back')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {versions.map((one) => (
              <tr key={one.number}>
                <td className="numbers">{formatTime(one.at, Date.now())}</td>
                <td>{one.actor}</td>
                <td>{[one.isShipped ? t('versions.shipped') : '', one.note].filter(Boolean).join(' · ')}</td>
                <td className="numbers">{one.cases}</td>
                <td>
                  {one.isCurrent ? (
                    <span className="soft">{t('versions.current')}</span>
                  ) : (
                    <Button
                      size="small"
                      loading={restore.isPending}
                      onClick={() =>
                        restore.mutate({
                          id,
                          number: one.isShipped ? null : one.number,
                          note: t('versions.backTo', { number: one.number + 1 }),
                        })
                      }
                    >
                      {t('versions.back')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {isOffices && (
        <Button
          className="rule-reset"
          size="small"
          loading={restore.isPending}
          onClick={() => restore.mutate({ id, number: null, note: '' })}
        >
          {t(isShipped ? 'versions.reset' : 'versions.retire')}
        </Button>
      )}
      {restore.isError && <ErrorNotice error={restore.error} />}
    </section>
  );
}
