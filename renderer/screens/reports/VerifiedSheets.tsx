import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { REPORT_KINDS } from '../../../shared/contract/reports.ts';
import type { SheetVerdict, VerifiedSheet, VerifyResult } from '../../../shared/contract/verifySheets.ts';
import { useWords } from '../../text/useWords.ts';
import { formatTime } from '../../ui/formatTime.ts';

/** Sheets of a file that are shown; of what is listed of each, so many lines. */
const SHOWN = 50;
const LISTED = 30;

const TONES: Record<SheetVerdict, 'success' | 'warning' | 'error'> = {
  genuine: 'success',
  altered: 'error',
  retyped: 'error',
  'false-code': 'error',
  resaved: 'warning',
  'unknown-key': 'warning',
  unsigned: 'warning',
  unknown: 'warning',
};

/** What verifying found, sheet by sheet, worst first. */
export function VerifiedSheets({ result }: { result: VerifyResult }) {
  const { verify } = useWords();
  if (result.sheets.length === 0) {
    return (
      <Alert role="status" type="warning" showIcon title={verify.none.title} description={verify.none.next} />
    );
  }
  const order = ['error', 'warning', 'success'];
  const sheets = result.sheets.toSorted((a, b) => order.indexOf(toneOf(a)) - order.indexOf(toneOf(b)));
  return (
    <div className="verified" role="status">
      {sheets.slice(0, SHOWN).map((sheet) => (
        <Sheet key={`${sheet.number} ${sheet.worksheet}`} sheet={sheet} />
      ))}
      {sheets.length > SHOWN && <p className="soft">{verify.more(sheets.length - SHOWN)}</p>}
    </div>
  );
}

/** A genuine sheet that is out of date is to be looked at too. */
function toneOf({ verdict, since, differences }: VerifiedSheet): 'success' | 'warning' | 'error' {
  const isOld = verdict === 'genuine' && ((since ?? []).length > 0 || differences.length > 0);
  return isOld ? 'warning' : TONES[verdict];
}

function Sheet({ sheet }: { sheet: VerifiedSheet }) {
  const { t } = useTranslation(['reports', 'general']);
  const { verify } = useWords();
  const { number, worksheet, printed, differences, since, replacedBy } = sheet;
  const { title, next } = verify.verdict(sheet.verdict);
  const tone = toneOf(sheet);
  const kind = REPORT_KINDS.find((one) => one === printed?.kind);
  const facts = [
    number,
    kind && t(`reports:kind.${kind}`),
    printed?.of ?? worksheet,
    printed?.campaign,
    printed && t('reports:verify.dataTime', { time: formatTime(printed.dataTime, Date.now()) }),
  ].filter((fact) => fact);
  const listed = (lines: readonly string[]) => (
    <ul className="verified-list">
      {[...new Set(lines)].slice(0, LISTED).map((line) => (
        <li key={line}>{line}</li>
      ))}
      {lines.length > LISTED && <li className="soft">{verify.more(lines.length - LISTED)}</li>}
    </ul>
  );
  return (
    <Alert
      type={tone}
      showIcon
      title={<strong>{title}</strong>}
      description={
        <>
          <p className="numbers">{facts.join(t('general:listJoin'))}</p>
          {(sheet.verdict !== 'genuine' || tone === 'success') && <p>{next}</p>}
          {differences.length > 0 && listed(differences.map((one) => verify.difference(one)))}
          {replacedBy !== null && <p>{verify.replaced(replacedBy)}</p>}
          {since !== null && since.length > 0 && (
            <>
              <p>{verify.sinceTitle(since.length)}</p>
              {listed(since.map((one) => verify.since(one)))}
            </>
          )}
        </>
      }
    />
  );
}
