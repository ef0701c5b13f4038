import { Select } from 'antd';
import { type KeyboardEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportSession } from '../../../shared/contract/imports.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { columnLetters } from './columnLetters.ts';
import { amend, useImport } from './importStore.ts';
import { PassedOverNotice } from './PassedOverNotice.tsx';
import { SheetChooser, SheetsTaken } from './SheetChooser.tsx';

/** The encodings that readers know, by the names that the core gives them. */
const ENCODINGS = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'] as const;

/** Which sheet, which encoding, which row holds the headings: every guess is a default. */
export function HeaderStep({ session }: { session: ImportSession }) {
  const { t } = useTranslation(['import', 'general']);
  const amending = useImport((store) => store.amending);
  const amendError = useImport((store) => store.amendError);
  const passedOver = useImport((store) => store.passedOver);
  const grid = useRef<HTMLTableSectionElement>(null);
  const { headerRow, headerRows, topRows } = session;
  const width = topRows.reduce((widest, row) => Math.max(widest, row.cells.length), 0);
  const focusable =
    headerRow !== null && topRows.some((row) => row.row === headerRow) ? headerRow : topRows[0]?.row;

  const choose = (row: number) => {
    if (row !== headerRow) void amend({ headerRow: row });
  };
  const onKey = (event: KeyboardEvent<HTMLTableRowElement>, at: number) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const next = topRows[at + step];
      if (!next) return;
      grid.current?.querySelectorAll<HTMLElement>('tr')[at + step]?.focus();
      choose(next.row);
    } else if (event.key === ' ' || (event.key === 'Enter' && !event.ctrlKey)) {
      event.preventDefault();
      const row = topRows[at];
      if (row) choose(row.row);
    }
  };

  return (
    <div className="header-step">
      <div className="header-step-tools">
        {session.sheets.length > 1 && <SheetChooser session={session} />}
        {session.encoding !== null && (
          <span className="labelled">
            {t('header.encoding')}
            <Select
              className="header-step-encoding"
              value={session.encoding}
              aria-label={t('header.encoding')}
              options={ENCODINGS.map((value) => ({ value, label: t(`header.encodings.${value}`) }))}
              onChange={(encoding) => void amend({ encoding })}
            />
            <span className="soft">{t('header.encodingHelp')}</span>
          </span>
        )}
        <span className="soft header-step-format">{t('header.format', { format: session.format })}</span>
      </div>
      <SheetsTaken session={session} />
      <PassedOverNotice passedOver={passedOver} />
      {session.problem !== null && <ErrorNotice error={session.problem} />}
      {amendError !== null && <ErrorNotice error={amendError} />}
      <p className="step-title" id="header-step-title">
        {t('header.title')}
        <span className="soft">
          {headerRow === null
            ? t('header.none')
            : headerRows > 1
              ? t('header.chosenTwo', { row: headerRow, second: headerRow + headerRows - 1 })
              : headerRow === 0
                ? t('header.chosenNames')
                : t('header.chosen', { row: headerRow })}
          {' · '}
          {t('header.help')}
        </span>
      </p>
      {topRows.length === 0 ? (
        <p className="soft">{t('header.empty')}</p>
      ) : (
        <div
          className={amending ? 'sheet-grid-place outdated-table' : 'sheet-grid-place'}
          role="radiogroup"
          aria-labelledby="header-step-title"
          aria-busy={amending}
        >
          <table className="sheet-grid">
            <thead aria-hidden>
              <tr>
                <th className="sheet-letter" />
                {Array.from({ length: width }, (_, column) => (
                  <th key={columnLetters(column)} className="sheet-letter">
                    {columnLetters(column)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody ref={grid}>
              {topRows.map((row, at) => {
                const isHeader = row.row === headerRow;
                const isSecond =
                  headerRow !== null && row.row > headerRow && row.row < headerRow + headerRows;
                const above = headerRow !== null && row.row < headerRow;
                return (
                  // biome-ignore lint/a11y/useSemanticElements: a row of the sheet is chosen as a whole, as in Excel
                  <tr
                    key={row.row}
                    role="radio"
                    aria-checked={isHeader}
                    aria-label={`${t('header.row', { row: row.row })} ${row.cells.filter((cell) => cell !== '').join(' ')}`}
                    tabIndex={row.row === focusable ? 0 : -1}
                    className={`sheet-row ${isHeader ? 'header' : isSecond ? 'header second' : above ? 'above' : ''}`}
                    onClick={() => choose(row.row)}
                    onKeyDown={(event) => onKey(event, at)}
                  >
                    <th className={`sheet-number numbers ${isHeader || isSecond ? 'header' : ''}`}>
                      {row.row === 0 ? t('header.fieldNames') : row.row}
                      {(isHeader || isSecond || above) && (
                        <span className="sheet-grid-mark">
                          {t(isHeader ? 'header.isHeader' : isSecond ? 'header.second' : 'header.above')}
                        </span>
                      )}
                    </th>
                    {Array.from({ length: width }, (_, column) => (
                      <td key={columnLetters(column)} title={row.cells[column]}>
                        {row.cells[column]}
                      </td>
                    ))}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
