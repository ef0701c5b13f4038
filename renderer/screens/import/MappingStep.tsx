import { Alert, Button, Checkbox, Select, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ImportSession } from '../../../shared/contract/imports.ts';
import { areColumnLetters, columnLetters } from '../../../shared/domain/columnLetters.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { missingFields } from './importHindrance.ts';
import { amend, useImport } from './importStore.ts';
import { MapFileButtons } from './MapFileButtons.tsx';
import { MappingPreview } from './MappingPreview.tsx';
import { IGNORED, matchesField, useFieldOptions } from './useFieldOptions.ts';

const SAMPLES = 3;

/** Which column is which field, with the reason for each suggestion, next to what comes of it. */
export function MappingStep({ session }: { session: ImportSession }) {
  const { t } = useTranslation(['import', 'general']);
  const text = useWords();
  const amending = useImport((store) => store.amending);
  const amendError = useImport((store) => store.amendError);
  const missing = missingFields(session);
  const ignored = session.mapping.filter((column) => column.field === null).length;

  const isLettered = areColumnLetters(session.mapping.map(({ heading }) => heading));
  const options = useFieldOptions(session.fields);

  return (
    <div className="mapping-step">
      <section className="mapping-columns" aria-labelledby="mapping-columns-title">
        <p className="step-title" id="mapping-columns-title">
          {t('mapping.columns')}
          {ignored > 0 && <span className="soft">{t('mapping.ignored', { count: ignored })}</span>}
          <MapFileButtons session={session} />
        </p>
        {session.mapping.some((column) => column.reason === 'remembered') && (
          <p className="soft">
            {session.mappingName
              ? t('mapping.recognisedAs', { name: session.mappingName })
              : t('mapping.recognised')}{' '}
            <Button type="link" size="small" onClick={() => void amend({ map: {} })}>
              {t('mapping.afresh')}
            </Button>
          </p>
        )}
        {missing.map((what) => (
          <Alert key={what} type="warning" showIcon title={t(`mapping.missing.${what}`)} />
        ))}
        {amendError !== null && <ErrorNotice error={amendError} />}
        {session.sheetName && session.sheets.length > 1 && (
          <Checkbox
            checked={session.sheetName.chosen}
            onChange={({ target }) => void amend({ sheetNameAs: target.checked ? 'className' : null })}
          >
            {t('mapping.sheetName', {
              field: text.label(session.sheetName.field),
              name: session.sheet ?? '',
            })}
          </Checkbox>
        )}
        <div className="mapping-table-place">
          <table className="plain-table mapping-table">
            <thead>
              <tr>
                <th aria-hidden className="mapping-column-letter" />
                <th>{t('mapping.heading')}</th>
                <th>{t('mapping.samples')}</th>
                <th className="mapping-column-field">{t('mapping.field')}</th>
                <th className="mapping-column-why">{t('mapping.why')}</th>
              </tr>
            </thead>
            <tbody>
              {session.mapping.map((column) => {
                const samples = session.preview
                  .map((row) => row.cells[column.column] ?? '')
                  .filter((cell) => cell !== '')
                  .slice(0, SAMPLES);
                return (
                  <tr key={column.column} className={column.field === null ? 'unmapped' : ''}>
                    <td className="mapping-cell mapping-letter">{columnLetters(column.column)}</td>
                    <th scope="row" className="mapping-cell mapping-heading" title={column.heading}>
                      {column.heading === '' || isLettered ? t('mapping.emptyCell') : column.heading}
                    </th>
                    <td className="mapping-cell mapping-samples" title={samples.join('\n')}>
                      {samples.join(t('general:listJoin'))}
                    </td>
                    <td className="mapping-cell">
                      <Select
                        size="small"
                        className="mapping-field"
                        aria-label={`${t('mapping.field')} ${column.heading}`}
                        value={column.field ?? IGNORED}
                        options={options}
                        popupMatchSelectWidth={220}
                        listHeight={360}
                        showSearch={{ filterOption: matchesField }}
                        onChange={(value) =>
                          void amend({
                            mapping: [{ column: column.column, field: value === IGNORED ? null : value }],
                          })
                        }
                      />
                    </td>
                    <td className="mapping-cell">
                      <Tooltip title={t(`mapping.reasonHelp.${column.reason}`)}>
                        <span className={`map-reason map-reason-${column.reason}`}>
                          {t(`mapping.reason.${column.reason}`)}
                        </span>
                      </Tooltip>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      </section>
      <MappingPreview session={session} waiting={amending} />
    </div>
  );
}
