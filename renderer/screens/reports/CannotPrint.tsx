import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReportResult } from '../../../shared/contract/reports.ts';
import { hashOf } from '../../state/route.ts';
import './CannotPrint.css';

/** More of them are counted, not listed: the sheet itself shows each as a box with its code point. */
const LISTED = 40;

/** Characters for which no font on this computer has a shape. */
export function CannotPrint({ characters }: { characters: ReportResult['cannotPrint'] }) {
  const { t } = useTranslation('reports');
  return (
    <Alert
      type="warning"
      showIcon
      title={t('cannotPrint.title', { count: characters.length })}
      description={
        <>
          <p className="cannot-print-help">{t('cannotPrint.help')}</p>
          <ul className="cannot-print">
            {characters.slice(0, LISTED).map((entry) => (
              <li key={`${entry.codePoint}-${entry.student}`}>
                {entry.student === null ? (
                  <span>
                    {entry.char} {entry.codePoint}
                  </span>
                ) : (
                  <a href={hashOf('students', { student: entry.student })}>
                    {entry.char} {entry.codePoint}
                  </a>
                )}
              </li>
            ))}
          </ul>
        </>
      }
    />
  );
}
