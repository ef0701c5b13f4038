import { DownOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Dropdown, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { core, orpc } from '../../rpc/core.ts';
import { usePreferences } from '../../state/preferences.ts';
import type { TaskEvents } from '../../state/runTask.ts';
import { useUndo } from '../../state/undo.ts';
import { useMay } from '../../state/useMay.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { useTask } from '../../ui/useTask.ts';

type Checks = 'standard' | 'faces' | 'likeness';
type Checked =
  Awaited<ReturnType<typeof core.photos.recheck>> extends TaskEvents<infer Result> ? Result : never;

/**
 * The standard for 学历照片, and what is looked for in photos. Chosen anew, all photos are judged by it; faces are looked
 * for in the photos of the list. Either may be cancelled and begun again: what is done stays done.
 */
export function StandardMenu({
  unjudged,
  unlooked,
  list,
}: {
  unjudged: number;
  /** Photos of the filter in which faces were not looked for. */
  unlooked: number;
  /** What is on the wall; null: not open yet. */
  list: string | null;
}) {
  const { t } = useTranslation(['photos', 'general']);
  const language = usePreferences((state) => state.language);
  const queryClient = useQueryClient();
  const may = useMay();
  const showNote = useUndo((state) => state.show);
  const task = useTask<Checked>();
  const { data } = useQuery(orpc.photos.profiles.queryOptions());
  const check = async (kind: Checks) => {
    const asked =
      kind === 'standard' || list === null ? undefined : { faces: true, likeness: kind === 'likeness', list };
    const result = await task.start(t(`photos:check.task.${kind}`), (signal) =>
      core.photos.recheck(asked, { signal }),
    );
    void queryClient.invalidateQueries();
    if (result) showNote(sayDone(result));
  };
  const sayDone = ({
    photos,
    looked,
    facesAvailable,
    facesFailed,
    facesReason,
    likeness,
  }: Checked): string => {
    const why = { reason: facesReason ?? '' };
    if (facesAvailable === false) return t('photos:check.unavailable', why);
    const counted = { count: photos, formatted: formatCount(photos) };
    if (facesAvailable === null) return t('photos:standard.done', counted);
    const seen = t('photos:check.looked', { ...counted, looked: formatCount(looked) });
    const failed =
      facesFailed === 0
        ? ''
        : t('photos:check.failed', { count: facesFailed, formatted: formatCount(facesFailed), ...why });
    return `${seen}${likeness === null ? '' : t('photos:check.compared', { ...likeness })}${failed}`;
  };
  const choose = useMutation(
    orpc.photos.chooseProfile.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries();
        void check('standard');
      },
    }),
  );
  const running = task.state.kind === 'running';
  const progress = task.state.kind === 'running' ? task.state.progress : null;
  const chosen = data?.profiles.find(({ id }) => id === data.chosen);
  return (
    <span className="standard">
      <Select
        className="standard-choice"
        aria-label={t('photos:standard.label')}
        title={chosen?.source[language] ?? ''}
        value={data?.chosen ?? null}
        disabled={running || choose.isPending || !may('photos.chooseProfile')}
        popupMatchSelectWidth={false}
        options={(data?.profiles ?? []).map(({ id, name }) => ({ value: id, label: name[language] }))}
        onChange={(id) => {
          if (id !== null) choose.mutate({ id });
        }}
      />
      {running ? (
        <Button onClick={task.cancel}>
          {progress?.total
            ? t('photos:standard.progress', {
                done: formatCount(progress.done),
                total: formatCount(progress.total),
              })
            : task.state.kind === 'running' && task.state.title}
          {' · '}
          {t('general:action.cancel')}
        </Button>
      ) : (
        <>
          {may('photos.recheck') && unjudged > 0 && (
            <Button title={t('photos:standard.unjudgedHelp')} onClick={() => void check('standard')}>
              {t('photos:standard.unjudged', { count: unjudged, formatted: formatCount(unjudged) })}
            </Button>
          )}
          {may('photos.recheck') && (
            <Dropdown
              trigger={['click']}
              menu={{
                items: [
                  {
                    key: 'faces',
                    disabled: list === null,
                    label: t('photos:check.faces', { count: unlooked, formatted: formatCount(unlooked) }),
                  },
                  { key: 'likeness', disabled: list === null, label: t('photos:check.likeness') },
                  { type: 'divider' },
                  { key: 'standard', label: t('photos:check.standard') },
                ],
                onClick: ({ key }) => void check(key as Checks),
              }}
            >
              <Button>
                {t('photos:check.button')}
                <DownOutlined aria-hidden className="button-arrow" />
              </Button>
            </Dropdown>
          )}
        </>
      )}
      {task.state.kind === 'failed' && <ErrorNotice error={task.state.error} />}
    </span>
  );
}
