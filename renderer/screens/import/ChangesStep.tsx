import { Alert } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportSession, PlanSummary } from '../../../shared/contract/imports.ts';
import type { Outcome } from '../../../shared/domain/findings.ts';
import type { ImportKind } from '../../../shared/domain/importKinds.ts';
import { useWords } from '../../text/useWords.ts';
import { formatCount } from '../../ui/formatCount.ts';
import { CountEquation } from './CountEquation.tsx';
import { PlannedRows } from './PlannedRows.tsx';

/** What is said of those whom the file leaves out, where they are not students of its source. */
const MISSING: Partial<Record<ImportKind, 'flagsNotNamed' | 'classesWithout'>> = {
  flags: 'flagsNotNamed',
  contacts: 'classesWithout',
};

/** What a commit will do, row by row. What is seen here is what will be written. */
export function ChangesStep({ session, plan }: { session: ImportSession; plan: PlanSummary }) {
  const { t } = useTranslation('import');
  const text = useWords();
  const [picked, setPicked] = useState<Outcome | null>(() => firstOf(plan));
  const photos = session.kind === 'photos';
  const { available, failed, reason } = plan.faces ?? { available: true, failed: 0, reason: null };
  const why = { reason: reason ?? '' };
  const trouble = !available
    ? t('changes.facesUnavailable', why)
    : failed > 0
      ? t('changes.facesFailed', { count: failed, formatted: formatCount(failed), ...why })
      : null;

  return (
    <div className="changes-step">
      <CountEquation counts={plan.counts} kind={session.kind} picked={picked} onPick={setPicked} />
      {plan.missingFromFile > 0 && (
        <Alert
          type="info"
          showIcon
          title={t(`changes.${MISSING[session.kind] ?? 'missingFromFile'}`, {
            count: plan.missingFromFile,
            formatted: formatCount(plan.missingFromFile),
            source: text.source(session.source),
          })}
        />
      )}
      {photos && ((plan.unmatched ?? 0) > 0 || (plan.missing ?? 0) > 0 || trouble !== null) && (
        <Alert
          type="info"
          showIcon
          title={[
            plan.unmatched
              ? t('changes.unmatched', { count: plan.unmatched, formatted: formatCount(plan.unmatched) })
              : null,
            plan.missing
              ? t('changes.missing', {
                  count: plan.missing,
                  formatted: formatCount(plan.missing),
                  role: t(`role.${session.role}`),
                })
              : null,
            trouble,
          ]
            .filter((sentence) => sentence !== null)
            .join(' · ')}
        />
      )}
      <div className={plan.changedFields.length === 0 ? 'changes-columns single' : 'changes-columns'}>
        {plan.changedFields.length > 0 && (
          <aside className="changed-fields" aria-label={t('changes.fields')}>
            <p className="step-title">{t('changes.fields')}</p>
            <ul>
              {[...plan.changedFields]
                .sort((a, b) => b.count - a.count)
                .map(({ field, count }) => (
                  <li key={field}>
                    <span>{text.label(field)}</span>
                    <span className="numbers soft">
                      {t('changes.fieldCount', { formatted: formatCount(count) })}
                    </span>
                  </li>
                ))}
            </ul>
          </aside>
        )}
        <PlannedRows
          key={picked ?? 'all'}
          session={session.session}
          kind={session.kind}
          outcomes={picked === null ? [] : [picked]}
          code={null}
          show="changes"
        />
      </div>
    </div>
  );
}

/** What is worth seeing first: what changes known students, else what is new, else everything. */
function firstOf(plan: PlanSummary): Outcome | null {
  if (plan.counts.updated > 0) return 'updated';
  if (plan.counts.created > 0) return 'created';
  return null;
}
