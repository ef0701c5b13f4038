import { DeleteOutlined, DownloadOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { RememberedMapping } from '../../../shared/contract/imports.ts';
import { orpc } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { saveDownload } from '../../ui/saveDownload.ts';

/** How files were mapped: renamed, taken along as a map file for the command line, or forgotten. */
export function MappingList() {
  const { t } = useTranslation(['settings', 'general']);
  const text = useWords();
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  const { data: mappings = [] } = useQuery(orpc.imports.mappings.queryOptions());
  const refresh = () => queryClient.invalidateQueries({ queryKey: orpc.imports.mappings.key() });
  const save = useMutation(orpc.imports.saveMapping.mutationOptions({ onSuccess: refresh }));
  const download = useMutation(
    orpc.imports.exportMapping.mutationOptions({ onSuccess: (made) => saveDownload(made.download) }),
  );
  const forget = useMutation(
    orpc.imports.forgetMapping.mutationOptions({
      onSuccess: ({ forgotten }) => {
        void refresh();
        if (forgotten === null) return;
        showUndo(t('settings:mapping.forgotten'), async () => {
          await save.mutateAsync(forgotten);
          return null;
        });
      },
    }),
  );
  const error = save.error ?? forget.error ?? download.error;
  const rename = (mapping: RememberedMapping, name: string) => {
    if (name.trim() !== (mapping.name ?? '')) save.mutate({ ...mapping, name });
  };
  return (
    <>
      <p className="soft">{t(mappings.length === 0 ? 'settings:mapping.none' : 'settings:mapping.help')}</p>
      {error !== null && <ErrorNotice error={error} />}
      {mappings.map((mapping) => {
        const { kind, fingerprint } = mapping;
        const headings = Object.entries(mapping.columns)
          .filter(([heading, field]) => field !== null && !heading.startsWith('@'))
          .map(([heading]) => heading)
          .join(t('general:listJoin'));
        const called = mapping.name ?? headings;
        return (
          <div className="settings-line settings-mapping" key={`${kind}/${fingerprint}`}>
            <Input
              key={mapping.name}
              className="settings-mapping-name"
              aria-label={t('settings:mapping.name')}
              placeholder={t('settings:mapping.name')}
              defaultValue={mapping.name ?? ''}
              maxLength={40}
              onBlur={(event) => rename(mapping, event.target.value)}
              onPressEnter={(event) => rename(mapping, event.currentTarget.value)}
            />
            <span>{text.importKind(kind)}</span>
            <span className="soft settings-mapping-headings" title={headings}>
              {headings}
            </span>
            <Button
              type="text"
              icon={<DownloadOutlined />}
              aria-label={t('settings:mapping.export', { name: called })}
              title={t('settings:mapping.exportHelp')}
              onClick={() => download.mutate({ kind, fingerprint })}
            />
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('settings:mapping.forget', { name: called })}
              title={t('settings:mapping.forgetHelp')}
              onClick={() => forget.mutate({ kind, fingerprint })}
            />
          </div>
        );
      })}
    </>
  );
}
