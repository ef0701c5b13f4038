import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { EraseProof } from '../../../../shared/contract/privacy.ts';
import { hashOf } from '../../../state/route.ts';
import { formatCount } from '../../../ui/formatCount.ts';
import { ProofButtons } from './ProofButtons.tsx';

/** What was erased, how it was proven, and what is left to do. `proof` null: it is still being searched for. */
export function ErasedNotice({
  proof,
  title,
  onAgain,
}: {
  proof: EraseProof | null;
  title?: string;
  onAgain: () => void;
}) {
  const { t } = useTranslation('privacy');
  if (proof === null) return <Alert type="info" showIcon role="status" title={title} />;
  const { students, entries, files, cases, found, audit, backups } = proof;
  return (
    <section className="erase-done" role="status">
      <Alert
        type={found === 0 ? 'success' : 'error'}
        showIcon
        title={title ?? t('done.title', { formatted: formatCount(students) })}
        description={
          <>
            <p>{found === 0 ? t('done.clean') : t('done.found', { count: found })}</p>
            <p className="erase-facts numbers">
              {t('done.facts', {
                ...{ entries: formatCount(entries), files: formatCount(files), cases: formatCount(cases) },
                ...audit,
              })}
            </p>
            {backups.length > 0 && (
              <p>
                {t('done.backups', { count: backups.length })}{' '}
                <a href={hashOf('settings')}>{t('done.toBackups')}</a>
              </p>
            )}
          </>
        }
      />
      <div className="settings-buttons">
        <ProofButtons seq={audit.seq} />
        <Button size="small" onClick={onAgain}>
          {t('done.another')}
        </Button>
      </div>
    </section>
  );
}
