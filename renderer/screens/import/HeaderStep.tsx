import { Select } from 'antd';
import { type KeyboardEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportSession } from '../../../shared/contract/imports.ts';
import { columnLetters } from '../../../shared/domain/columnLetters.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { amend, useImport } from './importStore.ts';
import { PassedOverNotice } from './PassedOverNotice.tsx';
import { SheetChooser, SheetsTaken } from './SheetChooser.tsx';

/** The encodings that readers know, by the names that the core gives them. */
const ENCODINGS = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'] as const;

/** In place of a row with headings: there is none. */
const ABSENT: ImportSession['topRows'][number] = { row: 0, cells: [] };

/** Which sheet, which encoding, which row holds the headings: every guess is a default. */
export function HeaderStep({ session }: { session: ImportSession }) {
  const { t } = useTranslation(['import', 'general']);
  const amending = useImport((store) => store.amending);
  const amendError = useImport((store) => store.amendError);
  const passedOver = useImport((store) => store.passedOver);
  const grid = useRef<HTMLTableSectionElement>(null);
  const { headerRow, headerRows } = session;
  const isNamed = session.topRows.some(({ row }) => row === 0);
  // A file that does not name its columns may have no header: that is a choice like its rows.
  const topRows = isNamed || session.topRows.length === 0 ? session.topRows : [ABSENT, ...session.topRows];
  const width = topRows.reduce((widest, row) => Math.max(widest, row.cells.length), 0);
  const focusable =
    headerRow !== null && topRows.some((row) => row.row === headerRow) ? headerRow : session.topRows[0]?.row;

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
    } else if (event.key === '0' && topRows[0]?.row === 0) {
      event.preventDefault();
      grid.current?.querySelector('tr')?.focus();
      choose(0);
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
                ? t(isNamed ? 'header.chosenNames' : 'header.chosenAbsent')
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
                const isAbsent = row === ABSENT;
                const isSecond =
                  headerRow !== null && row.row > headerRow && row.row < headerRow + headerRows;
                const above = !isAbsent && headerRow !== null && row.row < headerRow;
                return (
                  // biome-ignore lint/a11y/useSemanticElements: a row of the sheet is chosen as a whole, as in Excel
                  <tr
                    key={row.row}
                    role="radio"
                    aria-checked={isHeader}
                    aria-label={
                      isAbsent
                        ? t('header.absent')
                        : `${t('header.row', { row: row.row })} ${row.cells.filter((cell) => cell !== '').join(' ')}`
                    }
                    tabIndex={row.row === focusable ? 0 : -1}
                    className={`sheet-row ${isHeader ? 'header' : isSecond ? 'header second' : above ? 'above' : ''}`}
                    onClick={() => choose(row.row)}
                    onKeyDown={(event) => onKey(event, at)}
                  >
                    <th className={`sheet-number numbers ${isHeader || isSecond ? 'header' : ''}`}>
                      {isAbsent ? t('header.absent') : row.row === 0 ? t('header.fieldNames') : row.row}
                      {!isAbsent && (isHeader || isSecond || above) && (
                        <span className="sheet-grid-mark">
                          {t(isHeader ? 'header.isHeader' : isSecond ? 'header.second' : 'header.above')}
                        </span>
                      )}
                    </th>
                    {isAbsent && (
                      <td colSpan={width} className="sheet-absent">
                        {t('header.absentHelp')}
                      </td>
                    )}
                    {Array.from({ length: isAbsent ? 0 : width }, (_, column) => (
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
