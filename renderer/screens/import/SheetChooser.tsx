import { Alert, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ImportSession } from '../../../shared/contract/imports.ts';
import { amend } from './importStore.ts';
import { listNames } from './listNames.ts';

/** More sheets than this do not fit side by side. */
const SIDE_BY_SIDE = 6;

/** Which sheet is taken, or which of them in one go. */
export function SheetChooser({ session }: { session: ImportSession }) {
  const { t } = useTranslation('import');
  const { sheets, takenSheets: taken = [] } = session;
  const several = taken.length > 1;
  const options = sheets.map((sheet) => ({
    value: sheet.name,
    label: sheet.hidden ? t('header.hiddenSheet', { name: sheet.name }) : sheet.name,
  }));
  return (
    <>
      <span className="labelled">
        {t('header.sheets')}
        <Segmented
          value={several ? 'several' : 'one'}
          aria-label={t('header.sheets')}
          options={[
            { value: 'several', label: t('header.allSheets') },
            { value: 'one', label: t('header.oneSheet') },
          ]}
          onChange={(value) =>
            void amend(value === 'several' ? { sheets: '*' } : { sheet: session.sheet ?? sheets[0]!.name })
          }
        />
      </span>
      {several ? (
        <Select
          mode="multiple"
          className="header-step-sheets"
          aria-label={t('header.chosenSheets')}
          maxTagCount="responsive"
          value={taken}
          options={options}
          onChange={(names) => {
            if (names.length > 0) void amend({ sheets: names });
          }}
        />
      ) : options.length <= SIDE_BY_SIDE ? (
        <Segmented
          value={session.sheet ?? ''}
          options={options}
          onChange={(sheet) => void amend({ sheet })}
        />
      ) : (
        <Select
          className="header-step-sheets"
          aria-label={t('header.oneSheet')}
          showSearch
          value={session.sheet ?? ''}
          options={options}
          onChange={(sheet) => void amend({ sheet })}
        />
      )}
    </>
  );
}

/** That several sheets are taken in one go, and which are not. */
export function SheetsTaken({ session }: { session: ImportSession }) {
  const { t } = useTranslation(['import', 'general']);
  const { takenSheets: taken = [], leftOutSheets: leftOut = [], sheet } = session;
  const names = (list: readonly string[]) => listNames(list, t('general:listJoin'), t('choose.more'));
  const hidden = leftOut.filter(({ why }) => why === 'hidden').map(({ name }) => name);
  const others = leftOut.filter(({ why }) => why !== 'hidden').map(({ name }) => name);
  const sentences = [
    ...(taken.length > 1
      ? [t('header.sheetsTaken', { count: taken.length, names: names(taken), shown: sheet ?? '' })]
      : []),
    ...(others.length > 0 ? [t('header.sheetsLeft', { names: names(others) })] : []),
    ...(hidden.length > 0 ? [t('header.sheetsHidden', { names: names(hidden) })] : []),
  ];
  return sentences.length === 0 ? null : <Alert type="info" showIcon title={sentences.join(' ')} />;
}
