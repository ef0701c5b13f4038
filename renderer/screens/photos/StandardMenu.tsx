import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { core, orpc } from '../../rpc/core.ts';
import { usePreferences } from '../../state/preferences.ts';
import { useUndo } from '../../state/undo.ts';
import { formatCount } from '../../ui/formatCount.ts';
import { useTask } from '../../ui/useTask.ts';

/** The standard for 学历照片; chosen anew, all photos are judged by it, which may be cancelled and begun again. */
export function StandardMenu({ unjudged }: { unjudged: number }) {
  const { t } = useTranslation(['photos', 'general']);
  const language = usePreferences((state) => state.language);
  const queryClient = useQueryClient();
  const showNote = useUndo((state) => state.show);
  const task = useTask<{ photos: number }>();
  const { data } = useQuery(orpc.photos.profiles.queryOptions());
  const recheck = async () => {
    const result = await task.start(t('photos:standard.task'), (signal) =>
      core.photos.recheck(undefined, { signal }),
    );
    void queryClient.invalidateQueries();
    if (result) {
      showNote(t('photos:standard.done', { count: result.photos, formatted: formatCount(result.photos) }));
    }
  };
  const choose = useMutation(
    orpc.photos.chooseProfile.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries();
        void recheck();
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
        disabled={running || choose.isPending}
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
            : t('photos:standard.task')}
          {' · '}
          {t('general:action.cancel')}
        </Button>
      ) : (
        unjudged > 0 && (
          <Button title={t('photos:standard.unjudgedHelp')} onClick={() => void recheck()}>
            {t('photos:standard.unjudged', { count: unjudged, formatted: formatCount(unjudged) })}
          </Button>
        )
      )}
    </span>
  );
}
