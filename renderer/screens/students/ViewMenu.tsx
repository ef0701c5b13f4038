import { DeleteOutlined, DownOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedView, StudentQuery } from '../../../shared/contract/students.ts';
import { orpc } from '../../rpc/core.ts';
import { useStudentColumns } from '../../state/studentColumns.ts';
import { queryOfParams } from '../../state/studentQueryHash.ts';
import { useUndo } from '../../state/undo.ts';
import { useMay } from '../../state/useMay.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

/** Lists that every office needs; they cost nothing to have. */
const READY_MADE = [
  { key: 'everyone', params: '' },
  { key: 'unverified', params: 'status=not-verified' },
  { key: 'disputed', params: 'status=disputed&status=stale' },
  { key: 'noPhoto', params: 'status=photo-missing' },
  {
    key: 'identity',
    params: 'status=identity-failed&status=identity-uncertain&status=identity-abnormal',
  },
  { key: 'differing', params: 'differing=1' },
] as const;

/** Lists with a name: the ready-made ones, and those that were saved. */
export function ViewMenu({ query, onOpen }: { query: StudentQuery; onOpen: (query: StudentQuery) => void }) {
  const { t } = useTranslation(['students', 'general']);
  const queryClient = useQueryClient();
  const columns = useStudentColumns();
  const may = useMay();
  const showUndo = useUndo((state) => state.show);
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const { data: views = [] } = useQuery(orpc.students.views.queryOptions());
  const refresh = () => queryClient.invalidateQueries({ queryKey: orpc.students.views.key() });
  const save = useMutation(orpc.students.saveView.mutationOptions({ onSuccess: refresh }));
  const remove = useMutation(
    orpc.students.deleteView.mutationOptions({
      onSuccess: ({ deleted }) => {
        void refresh();
        if (deleted === null) return;
        showUndo(t('students:view.deleted', { name: deleted.name }), async () => {
          await save.mutateAsync(deleted);
          return null;
        });
      },
    }),
  );

  const show = (view: SavedView) => {
    columns.setFields(view.columns);
    onOpen(view.query);
    setOpen(false);
  };

  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      arrow={false}
      destroyOnHidden
      styles={{ container: { padding: 0 } }}
      content={
        <div className="views">
          <ul>
            {READY_MADE.map((view) => (
              <li key={view.key}>
                <button
                  type="button"
                  className="view"
                  onClick={() => {
                    onOpen(queryOfParams(new URLSearchParams(view.params), null));
                    setOpen(false);
                  }}
                >
                  {t(`students:view.${view.key}`)}
                </button>
              </li>
            ))}
          </ul>
          {views.length > 0 && (
            <ul className="views-saved">
              {views.map((view) => (
                <li key={view.id}>
                  <button type="button" className="view" onClick={() => show(view)}>
                    {view.name}
                  </button>
                  {may('students.deleteView') && (
                    <Button
                      type="text"
                      size="small"
                      icon={<DeleteOutlined />}
                      aria-label={t('students:view.delete', { name: view.name })}
                      title={t('students:view.delete', { name: view.name })}
                      onClick={() => remove.mutate({ id: view.id })}
                    />
                  )}
                </li>
              ))}
            </ul>
          )}
          {may('students.saveView') && (
            <form
              className="views-save"
              onKeyDown={(event) => {
                if (event.key === 'Escape') setOpen(false);
              }}
              onSubmit={(event) => {
                event.preventDefault();
                const trimmed = name.trim();
                if (trimmed === '') return;
                const same = views.find((view) => view.name === trimmed);
                save.mutate({
                  id: same?.id ?? null,
                  name: trimmed,
                  query: { ...query, campaign: null },
                  columns: [...columns.fields],
                });
                setName('');
              }}
            >
              <Input
                size="small"
                maxLength={40}
                value={name}
                aria-label={t('students:view.name')}
                placeholder={t('students:view.name')}
                onChange={(event) => setName(event.target.value)}
              />
              <Button size="small" htmlType="submit" disabled={name.trim() === ''} loading={save.isPending}>
                {t('general:action.save')}
              </Button>
            </form>
          )}
          {save.isError && <ErrorNotice error={save.error} />}
          {remove.isError && <ErrorNotice error={remove.error} />}
        </div>
      }
    >
      <Button>
        {t('students:view.button')}
        <DownOutlined aria-hidden className="button-arrow" />
      </Button>
    </Popover>
  );
}
