import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Input, Segmented } from 'antd';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StudentQuery } from '../../../shared/contract/students.ts';
import { parsePhotoNaming } from '../../../shared/domain/photoNaming.ts';
import type { PhotoRole } from '../../../shared/domain/photoStandard.ts';
import { core, orpc } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { useWords } from '../../text/useWords.ts';
import { CloseButton } from '../../ui/CloseButton.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { saveDownload } from '../../ui/saveDownload.ts';
import { useTask } from '../../ui/useTask.ts';

type Selection = { ids: string[] } | { query: StudentQuery };

/** Photos under other names as a zip: what it will hold, which names it can't make, and why, before it is written. */
export function ExportPhotos({
  selection,
  role: first,
  onClose,
}: {
  selection: Selection;
  role: PhotoRole;
  onClose: () => void;
}) {
  const { t } = useTranslation(['photos', 'students', 'general']);
  const words = useWords();
  const showNote = useUndo((state) => state.show);
  const dialog = useRef<HTMLDialogElement>(null);
  const [role, setRole] = useState<PhotoRole>(first);
  const [naming, setNaming] = useState<string>(t('photos:export.usual'));
  const asked = useDeferredValue(naming);
  const isRule = parsePhotoNaming(naming) !== null;
  const task = useTask<{ download: string | null; photos: number }>();
  useEffect(() => dialog.current?.showModal(), []);
  const plan = useQuery({
    ...orpc.photos.planExport.queryOptions({ input: { selection, role, naming: asked } }),
    enabled: parsePhotoNaming(asked) !== null,
    placeholderData: keepPreviousData,
  });
  const data = plan.data;
  const run = async () => {
    const made = await task.start(t('photos:export.task'), (signal) =>
      core.photos.export({ selection, role, naming }, { signal }),
    );
    if (!made?.download) return;
    saveDownload(made.download);
    showNote(t('photos:export.done', { count: made.photos, formatted: formatCount(made.photos) }));
    dialog.current?.close();
  };
  return (
    <dialog
      ref={dialog}
      className="photo-export"
      aria-label={t('photos:export.title')}
      onClose={onClose}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <header className="photo-large-head">
        <h2>{t('photos:export.title')}</h2>
        <CloseButton className="photo-export-close" onClose={() => dialog.current?.close()} />
      </header>
      <div className="photo-export-body">
        <Segmented
          aria-label={t('photos:filter.role')}
          value={role}
          onChange={setRole}
          options={(['graduation', 'admission'] as const).map((value) => ({
            value,
            label: words.photo.role(value),
          }))}
        />
        <Input
          aria-label={t('photos:export.naming')}
          prefix={<span className="soft">{t('photos:export.naming')}</span>}
          value={naming}
          maxLength={200}
          status={isRule ? '' : 'error'}
          onChange={(event) => setNaming(event.target.value)}
        />
        <div className="photo-export-rules">
          {t('photos:export.rules')
            .split(' ')
            .map((rule) => (
              <Button key={rule} size="small" onClick={() => setNaming(rule)}>
                {rule}
              </Button>
            ))}
        </div>
        {!isRule && <p className="photo-export-fault">{t('photos:export.fault')}</p>}
        {plan.error !== null && <ErrorNotice error={plan.error} />}
        {data && isRule && (
          <>
            <p role="status">
              {t('photos:export.plan', { count: data.photos, formatted: formatCount(data.photos) })}{' '}
              <span className="soft">
                {t('photos:export.left', {
                  noPhoto: formatCount(data.leftOut['no-photo']),
                  noName: formatCount(data.leftOut['no-name']),
                  taken: formatCount(data.leftOut['name-taken']),
                })}
              </span>
            </p>
            <ul className="photo-export-names numbers">
              {data.names.map((name) => (
                <li key={name}>{name}</li>
              ))}
              {data.photos > data.names.length && <li className="soft">…</li>}
            </ul>
            {data.examples.some(({ why }) => why !== 'no-photo') && (
              <>
                <h3>{t('photos:export.clashes')}</h3>
                <ul className="photo-export-names">
                  {data.examples
                    .filter(({ why }) => why !== 'no-photo')
                    .map(({ student, why, name, studentNo }) => (
                      <li key={student}>
                        <span className="numbers">{studentNo ?? ''}</span> {name ?? t('students:nameless')}
                        {' · '}
                        {t(`photos:export.why.${why}`)}
                      </li>
                    ))}
                </ul>
              </>
            )}
          </>
        )}
        <RunningTask state={task.state} onCancel={task.cancel} />
      </div>
      <footer className="photo-large-foot">
        <Button
          type="primary"
          disabled={!isRule || !data || data.photos === 0 || task.state.kind === 'running'}
          onClick={() => void run()}
        >
          {t('photos:export.submit')}
        </Button>
        <span className="soft">{t('photos:export.warn')}</span>
      </footer>
    </dialog>
  );
}
