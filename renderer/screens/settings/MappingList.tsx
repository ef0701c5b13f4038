import { DeleteOutlined, DownloadOutlined, EditOutlined, UploadOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RememberedMapping } from '../../../shared/contract/imports.ts';
import { core, orpc } from '../../rpc/core.ts';
import { uploadFile } from '../../rpc/uploadFile.ts';
import { useUndo } from '../../state/undo.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { formatTime } from '../../ui/formatTime.ts';
import { saveDownload } from '../../ui/saveDownload.ts';
import { MappingDrawer } from './MappingDrawer.tsx';

/** How files were mapped: renamed, changed column by column, taken along as a map file and back, or forgotten. */
export function MappingList() {
  const { t } = useTranslation(['settings', 'general']);
  const text = useWords();
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  const [opened, setOpened] = useState<string | null>(null);
  const { data: mappings = [] } = useQuery(orpc.imports.mappings.queryOptions());
  const refresh = () => queryClient.invalidateQueries({ queryKey: orpc.imports.mappings.key() });
  const save = useMutation(orpc.imports.saveMapping.mutationOptions({ onSuccess: refresh }));
  const download = useMutation(
    orpc.imports.exportMapping.mutationOptions({ onSuccess: (made) => saveDownload(made.download) }),
  );
  const bringBack = (mapping: RememberedMapping) => async () => {
    await save.mutateAsync(mapping);
    return null;
  };
  const forget = useMutation(
    orpc.imports.forgetMapping.mutationOptions({
      onSuccess: ({ forgotten }) => {
        void refresh();
        if (forgotten !== null) showUndo(t('settings:mapping.forgotten'), bringBack(forgotten));
      },
    }),
  );
  const takeIn = useMutation({
    mutationFn: async (file: File) => core.imports.importMapping({ file: await uploadFile(file) }),
    onSuccess: ({ mapping, before }) => {
      void refresh();
      const columns = Object.keys(mapping.columns);
      const differing = new Set([...columns, ...Object.keys(before?.columns ?? {})]);
      for (const heading of differing)
        if (before?.columns[heading] === mapping.columns[heading]) differing.delete(heading);
      const what = { name: called(mapping), kind: text.importKind(mapping.kind), count: columns.length };
      const took =
        before === null
          ? t('settings:mapping.tookIn', what)
          : differing.size === 0
            ? t('settings:mapping.tookSame', what)
            : t('settings:mapping.replaced', {
                ...what,
                count: differing.size,
                headings: [...differing].join(t('general:listJoin')),
              });
      showUndo(took, async () => {
        if (before !== null) return bringBack(before)();
        await core.imports.forgetMapping(mapping);
        await refresh();
        return null;
      });
    },
  });
  const error = save.error ?? forget.error ?? download.error ?? takeIn.error;
  const rename = (mapping: RememberedMapping, name: string) => {
    if (name.trim() !== (mapping.name ?? '')) save.mutate({ ...mapping, name });
  };
  const headingsOf = ({ columns }: RememberedMapping) =>
    Object.entries(columns)
      .filter(([, field]) => field !== null)
      .map(([heading]) => heading)
      .join(t('general:listJoin'));
  const called = (mapping: RememberedMapping) => mapping.name ?? headingsOf(mapping);
  const usedText = ({ uses, usedAt }: RememberedMapping) =>
    usedAt === null
      ? t('settings:mapping.neverUsed')
      : t('settings:mapping.used', {
          count: uses ?? 0,
          formatted: formatCount(uses ?? 0),
          time: formatTime(usedAt, Date.now()),
        });
  const edited = mappings.find((mapping) => keyOf(mapping) === opened);
  return (
    <>
      <div className="settings-line settings-mapping-tools">
        <p className="soft">{t(mappings.length === 0 ? 'settings:mapping.none' : 'settings:mapping.help')}</p>
        <Upload
          accept=".json,.txt"
          showUploadList={false}
          beforeUpload={(file) => {
            takeIn.mutate(file);
            return false;
          }}
        >
          <Button
            icon={<UploadOutlined />}
            loading={takeIn.isPending}
            title={t('settings:mapping.importHelp')}
          >
            {t('settings:mapping.import')}
          </Button>
        </Upload>
      </div>
      {error !== null && edited === undefined && <ErrorNotice error={error} />}
      {mappings.map((mapping) => {
        const { kind, fingerprint } = mapping;
        const headings = headingsOf(mapping);
        const name = called(mapping);
        return (
          <div className="settings-line settings-mapping" key={keyOf(mapping)}>
            <Input
              key={mapping.name}
              className="settings-mapping-name"
              aria-label={t('settings:mapping.name')}
              placeholder={t('settings:mapping.name')}
              defaultValue={mapping.name ?? ''}
              maxLength={40}
              onBlur={(event) => rename(mapping, event.target.value)}
              onPressEnter={(event) => event.currentTarget.blur()}
            />
            <span className="settings-mapping-kind">{text.importKind(kind)}</span>
            <span className="soft settings-mapping-headings" title={headings}>
              {headings}
            </span>
            <span className="soft numbers settings-mapping-use">{usedText(mapping)}</span>
            <span>
              <Button
                type="text"
                icon={<EditOutlined />}
                aria-label={t('settings:mapping.editOf', { name })}
                title={t('settings:mapping.edit')}
                onClick={() => {
                  save.reset();
                  setOpened(keyOf(mapping));
                }}
              />
              <Button
                type="text"
                icon={<DownloadOutlined />}
                aria-label={t('settings:mapping.export', { name })}
                title={t('settings:mapping.exportHelp')}
                onClick={() => download.mutate({ kind, fingerprint })}
              />
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('settings:mapping.forget', { name })}
                title={t('settings:mapping.forgetHelp')}
                onClick={() => forget.mutate({ kind, fingerprint })}
              />
            </span>
          </div>
        );
      })}
      {edited && (
        <MappingDrawer
          key={opened}
          mapping={edited}
          title={called(edited)}
          error={save.error}
          saving={save.isPending}
          onClose={() => setOpened(null)}
          onSave={(columns) =>
            save.mutate(
              { ...edited, columns },
              {
                onSuccess: () => {
                  setOpened(null);
                  showUndo(t('settings:mapping.changed', { name: called(edited) }), bringBack(edited));
                },
              },
            )
          }
        />
      )}
    </>
  );
}

function keyOf({ kind, fingerprint }: RememberedMapping): string {
  return `${kind}/${fingerprint}`;
}
