import { DownloadOutlined, UploadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Upload } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ImportSession } from '../../../shared/contract/imports.ts';
import type { SpreadsheetKind } from '../../../shared/domain/importKinds.ts';
import { SHEET_NAME } from '../../../shared/domain/mapFile.ts';
import { core, orpc } from '../../rpc/core.ts';
import { uploadFile } from '../../rpc/uploadFile.ts';
import { useUndo } from '../../state/undo.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { saveDownload } from '../../ui/saveDownload.ts';
import { amend, useImport } from './importStore.ts';

/** The mapping of this import as a file: taken from one, which can be taken back, and saved as one. */
export function MapFileButtons({ session }: { session: ImportSession }) {
  const { t } = useTranslation('mapFile');
  const text = useWords();
  const showUndo = useUndo((state) => state.show);
  const { mapping, sheetName } = session;
  const read = useMutation({
    mutationFn: async (file: File) => {
      const before = mapping.map(({ column, field }) => ({ column, field }));
      const named = await core.imports.readMapFile({ file: await uploadFile(file) });
      await amend({ map: named.columns });
      if (useImport.getState().amendError !== null) return;
      const count = Object.entries(named.columns).filter(
        ([heading, field]) => heading !== SHEET_NAME && field !== null,
      ).length;
      const took = t('took', { file: file.name, count });
      const isOther = named.kind !== null && named.kind !== session.kind;
      const warning = isOther
        ? ` ${t('otherKind', { file: file.name, kind: text.importKind(named.kind!) })}`
        : '';
      showUndo(took + warning, async () => {
        await amend({ mapping: before, ...(sheetName ? { sheetNameAs: chosenName(sheetName) } : {}) });
        return null;
      });
    },
  });
  const save = useMutation(
    orpc.imports.writeMapFile.mutationOptions({ onSuccess: (made) => saveDownload(made.download) }),
  );
  const error = read.error ?? save.error;
  return (
    <span className="map-file-buttons">
      <Upload
        accept=".json,.txt"
        showUploadList={false}
        beforeUpload={(file) => {
          read.mutate(file);
          return false;
        }}
      >
        <Button size="small" icon={<UploadOutlined />} loading={read.isPending} title={t('readHelp')}>
          {t('read')}
        </Button>
      </Upload>
      <Button
        size="small"
        icon={<DownloadOutlined />}
        loading={save.isPending}
        title={t('saveHelp')}
        onClick={() =>
          save.mutate({
            kind: session.kind as SpreadsheetKind,
            name: session.mappingName ?? null,
            columns: columnsOf(session),
            headings: mapping.map(({ heading }) => heading),
          })
        }
      >
        {t('save')}
      </Button>
      {error !== null && <ErrorNotice error={error} />}
    </span>
  );
}

const chosenName = ({ chosen }: NonNullable<ImportSession['sheetName']>) => (chosen ? 'className' : null);

/** Every heading with its field; of one that comes twice, the column that is taken. */
function columnsOf({ mapping, sheetName }: ImportSession): Record<string, string | null> {
  const columns: Record<string, string | null> = {};
  for (const { heading, field } of mapping) {
    if (heading !== '') columns[heading] ??= field;
  }
  return sheetName?.chosen ? { ...columns, [SHEET_NAME]: sheetName.field } : columns;
}
