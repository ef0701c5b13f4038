import { Button, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RememberedMapping } from '../../../shared/contract/imports.ts';
import { IMPORT_KIND } from '../../../shared/domain/importKinds.ts';
import { useWords } from '../../text/useWords.ts';
import { CloseButton } from '../../ui/CloseButton.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ReasonButton } from '../../ui/ReasonButton.tsx';
import { IGNORED, matchesField, useFieldOptions } from '../import/useFieldOptions.ts';
import './MappingDrawer.css';

/** The value of the option that leaves a heading to be recognised by its name. */
const BY_NAME = '?';

/** Column by column what a remembered mapping says; nothing is changed before it is saved. */
export function MappingDrawer({
  mapping,
  title,
  error,
  saving,
  onSave,
  onClose,
}: {
  mapping: RememberedMapping;
  title: string;
  error: unknown;
  saving: boolean;
  onSave: (columns: RememberedMapping['columns']) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation(['settings', 'general']);
  const text = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const isChoosing = useRef(false);
  const [columns, setColumns] = useState(mapping.columns);
  useEffect(() => dialog.current?.showModal(), []);
  const fields = useFieldOptions(IMPORT_KIND[mapping.kind].fields);
  const options = [
    { value: BY_NAME, label: t('settings:mapping.byName'), search: t('settings:mapping.byName') },
    ...fields,
  ];
  const headings = [...new Set([...(mapping.headings ?? []), ...Object.keys(mapping.columns)])].filter(
    (heading) => heading !== '',
  );
  const givenBy = (field: string) => headings.filter((heading) => columns[heading] === field);
  const twice = headings.filter((heading) => {
    const field = columns[heading];
    return field !== null && field !== undefined && givenBy(field).length > 1;
  });
  const isChanged = headings.some((heading) => columns[heading] !== mapping.columns[heading]);
  const reason =
    twice.length > 0
      ? t('settings:mapping.twice', { field: text.label(columns[twice[0]!]!) })
      : headings.every((heading) => !columns[heading])
        ? t('settings:mapping.noField')
        : isChanged
          ? null
          : t('settings:mapping.unchanged');
  const choose = (heading: string, value: string) => {
    const { [heading]: _, ...others } = columns;
    setColumns(value === BY_NAME ? others : { ...columns, [heading]: value === IGNORED ? null : value });
  };
  return (
    <dialog
      ref={dialog}
      className="mapping-drawer"
      aria-label={t('settings:mapping.editOf', { name: title })}
      onClose={onClose}
      onKeyDownCapture={(event) => {
        // Escape closes an open choice first, and then the drawer.
        if (event.key === 'Escape' && isChoosing.current) event.preventDefault();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <header className="mapping-drawer-head">
        <h2>{title}</h2>
        <span className="soft">{text.importKind(mapping.kind)}</span>
        <CloseButton className="mapping-drawer-close" onClose={() => dialog.current?.close()} />
      </header>
      <div className="mapping-drawer-body">
        <p className="soft">{t('settings:mapping.editHelp')}</p>
        <table className="plain-table">
          <thead>
            <tr>
              <th>{t('settings:mapping.heading')}</th>
              <th className="mapping-drawer-field">{t('settings:mapping.field')}</th>
            </tr>
          </thead>
          <tbody>
            {headings.map((heading) => {
              const field = columns[heading];
              const value = field === undefined ? BY_NAME : (field ?? IGNORED);
              const isOther = field !== mapping.columns[heading];
              return (
                <tr key={heading} className={isOther ? 'changed' : ''}>
                  <th scope="row">{heading}</th>
                  <td>
                    <Select
                      size="small"
                      className="mapping-field"
                      aria-label={`${t('settings:mapping.field')} ${heading}`}
                      value={value}
                      options={options}
                      status={twice.includes(heading) ? 'error' : ''}
                      popupMatchSelectWidth={220}
                      listHeight={300}
                      // What is outside the dialog can't be reached while it is open.
                      getPopupContainer={() => dialog.current ?? document.body}
                      showSearch={{ filterOption: matchesField }}
                      onOpenChange={(open) => {
                        isChoosing.current = open;
                      }}
                      onChange={(chosen) => choose(heading, chosen)}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <footer className="mapping-drawer-foot">
        {error !== null && <ErrorNotice error={error} />}
        {twice.length > 0 && (
          <p className="mapping-drawer-fault" role="status">
            {reason}
          </p>
        )}
        <div className="mapping-drawer-actions">
          <ReasonButton type="primary" reason={reason} loading={saving} onClick={() => onSave(columns)}>
            {t('general:action.save')}
          </ReasonButton>
          <Button onClick={() => dialog.current?.close()}>{t('general:action.cancel')}</Button>
        </div>
      </footer>
    </dialog>
  );
}
