import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ImportSession } from '../../../shared/contract/imports.ts';
import { isStudentField } from '../../../shared/domain/importKinds.ts';
import { useWords } from '../../text/useWords.ts';
import { groupFindings } from './groupFindings.ts';

/** The first rows as they will be understood; a cell with a finding is marked and says it. */
export function MappingPreview({ session, waiting }: { session: ImportSession; waiting: boolean }) {
  const { t } = useTranslation('import');
  const text = useWords();
  const fields = [
    ...new Set(session.mapping.flatMap((column) => (column.field === null ? [] : [column.field]))),
  ];
  const findings = groupFindings(
    session.preview.flatMap((row) => row.findings),
    (finding) => text.sayFinding(finding),
  );

  return (
    <section className="mapping-preview" aria-labelledby="mapping-preview-title" aria-busy={waiting}>
      <p className="step-title" id="mapping-preview-title">
        {t('mapping.preview')}
        <span className="soft">{t('mapping.previewHelp')}</span>
      </p>
      {fields.length === 0 ? (
        <p className="soft">{t('mapping.previewEmpty')}</p>
      ) : (
        <>
          <div className={waiting ? 'preview-table-place outdated-table' : 'preview-table-place'}>
            <table className="plain-table preview-table">
              <thead>
                <tr>
                  <th>{t('mapping.row')}</th>
                  {fields.map((field) => (
                    <th key={field}>{text.label(field)}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {session.preview.map((row) => (
                  <tr key={row.row}>
                    <th scope="row" className="preview-row numbers">
                      {row.row}
                    </th>
                    {fields.map((field) => {
                      const here = row.findings.filter((finding) => finding.field === field);
                      const raw = row.values[field] ?? null;
                      const said = raw !== null && isStudentField(field) ? text.value(field, raw) : raw;
                      const meant = row.meant?.[field];
                      const value =
                        meant === undefined ? said : t('mapping.meant', { written: said ?? '', meant });
                      const worst = here.find((finding) => finding.severity === 'block') ?? here[0];
                      if (worst === undefined)
                        return (
                          <td key={field} title={meant === undefined ? undefined : t('mapping.meantHelp')}>
                            {value}
                          </td>
                        );
                      const sentences = here.map((finding) => text.sayFinding(finding)).join('\n');
                      return (
                        <td key={field} className={`marked marked-${worst.severity}`}>
                          <Tooltip title={<span className="lines">{sentences}</span>}>
                            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is odd is read by focusing it too */}
                            <span tabIndex={0} role="note" aria-label={`${value ?? ''} ${sentences}`}>
                              {value ?? worst.value ?? t('mapping.emptyCell')}
                            </span>
                          </Tooltip>
                        </td>
                      );
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {findings.length === 0 ? (
            <p className="soft">{t('mapping.noneFound')}</p>
          ) : (
            <ul className="preview-findings">
              {findings.map(({ sentence, severity, rows }) => (
                <li key={sentence} className={`severity-${severity}`}>
                  {rows !== '' && <span className="soft numbers">{t('header.row', { row: rows })}</span>}
                  {sentence}
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
}
