import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ListedSheet } from '../../../shared/contract/sheets.ts';
import { beijingDay } from '../../../shared/domain/daysLeft.ts';
import { useWords } from '../../text/useWords.ts';
import '../../ui/PlainTable.css';

/** Printed sheets, where each is, and how long it has been out. The number opens its rows, without a scanner. */
export function SheetTable({
  sheets,
  ticked,
  onTick,
  onOpen,
}: {
  sheets: readonly ListedSheet[];
  ticked: ReadonlyMap<string, ListedSheet>;
  onTick: (sheets: readonly ListedSheet[], on: boolean) => void;
  onOpen: (number: string) => void;
}) {
  const { t } = useTranslation('sheets');
  const words = useWords();
  const count = sheets.filter(({ number }) => ticked.has(number)).length;
  return (
    <table className="plain-table" aria-label={t('list')}>
      <thead>
        <tr>
          <td className="sheet-tick">
            <Checkbox
              aria-label={t('tickAll')}
              checked={count > 0 && count === sheets.length}
              indeterminate={count > 0 && count < sheets.length}
              onChange={({ target }) => onTick(sheets, target.checked)}
            />
          </td>
          <th scope="col">{words.label('className')}</th>
          <th scope="col">{t('number')}</th>
          <th scope="col">{t('state')}</th>
          <th scope="col">{t('answered')}</th>
          <th scope="col">{t('holder')}</th>
          <th scope="col">{t('handedAt')}</th>
          <th scope="col">{t('deadline')}</th>
        </tr>
      </thead>
      <tbody>
        {sheets.map((sheet) => (
          <tr key={sheet.number} className={ticked.has(sheet.number) ? 'sheet-ticked' : undefined}>
            <td>
              <Checkbox
                aria-label={t('tick', { number: sheet.number })}
                checked={ticked.has(sheet.number)}
                onChange={({ target }) => onTick([sheet], target.checked)}
              />
            </td>
            <td>
              {sheet.className} <span className="soft">{sheet.collegeName}</span>
            </td>
            <td>
              <button type="button" className="sheet-open numbers" onClick={() => onOpen(sheet.number)}>
                {sheet.number}
              </button>
              {sheet.newer !== null && (
                <div className="soft numbers">{t('newer', { number: sheet.newer })}</div>
              )}
              {sheet.replacement !== null && (
                <div className="soft numbers">{t('replacedBy', { number: sheet.replacement })}</div>
              )}
            </td>
            <td>
              <span className={`sheet-state sheet-state-${sheet.state}`}>
                {words.sheet.state(sheet.state)}
              </span>
            </td>
            <td className="numbers">
              {sheet.answered}/{sheet.students}
            </td>
            <td>
              {sheet.holder} {sheet.role && <span className="soft">{words.sheet.role(sheet.role)}</span>}
              {sheet.note !== '' && <div className="soft">{sheet.note}</div>}
            </td>
            <td className="numbers">
              {sheet.handedAt !== null && beijingDay(sheet.handedAt)}
              {sheet.daysOut !== null && (
                <span className="soft"> {t('daysOut', { count: sheet.daysOut })}</span>
              )}
              {sheet.times > 1 && <div className="soft">{t('times', { count: sheet.times })}</div>}
            </td>
            <td className="numbers">
              {sheet.deadline} {sheet.overdue && <span className="sheet-late">{t('late')}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
