import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlannedRow } from '../../../shared/contract/imports.ts';
import { isStudentField } from '../../../shared/domain/importKinds.ts';
import { VERDICTS } from '../../../shared/domain/verificationStatus.ts';
import { useWords } from '../../text/useWords.ts';

/** More than these of a row are shown when asked for: a new student has all fields. */
const SHOWN = 8;

/** Field by field, from → to; of a new student only what it will be. */
export function RowChanges({ row }: { row: PlannedRow }) {
  const { t } = useTranslation('import');
  const text = useWords();
  const [whole, setWhole] = useState(false);
  if (row.outcome === 'unchanged') return <span className="soft">{t('rows.unchanged')}</span>;
  const changes = row.changes.filter((change) => change.field !== 'photo');
  const shown = whole ? changes : changes.slice(0, SHOWN);
  const say = (field: string, value: string | null): string => {
    if (value === null || value === '') return t('changes.empty');
    const verdict = field === 'verdict' ? VERDICTS.find((entry) => entry === value) : undefined;
    if (verdict !== undefined) return text.verdict(verdict);
    return isStudentField(field) ? text.value(field, value) : value;
  };
  return (
    <div className="row-changes">
      {shown.map((change) => (
        // A field changes twice where a source's word and the office's own are both new.
        <span key={`${change.field} ${change.from} ${change.to}`} className="row-change">
          <span className="soft">{text.label(change.field)}</span>{' '}
          {row.outcome === 'updated' && change.from !== null && (
            <>
              <del>{say(change.field, change.from)}</del>
              <span aria-hidden> → </span>
            </>
          )}
          <ins>{say(change.field, change.to)}</ins>
        </span>
      ))}
      {changes.length > SHOWN && (
        <Button type="link" size="small" className="row-changes-more" onClick={() => setWhole(!whole)}>
          {whole ? t('rows.fewer') : t('rows.more', { count: changes.length - SHOWN })}
        </Button>
      )}
    </div>
  );
}
