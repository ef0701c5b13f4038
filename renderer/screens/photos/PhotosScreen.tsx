import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Progress } from 'antd';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WallQuery } from '../../../shared/contract/photos.ts';
import type { PhotoReason, PhotoReview } from '../../../shared/domain/photoReview.ts';
import { orpc } from '../../rpc/core.ts';
import { usePreferences } from '../../state/preferences.ts';
import { navigate, useRoute } from '../../state/route.ts';
import { useUndo } from '../../state/undo.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { AlikePage } from './AlikePage.tsx';
import { PhotoGrid, type PhotoGridHandle } from './PhotoGrid.tsx';
import { PhotoLarge } from './PhotoLarge.tsx';
import { ReasonBar, type ReasonBarHandle } from './ReasonBar.tsx';
import { digitOf, reasonOfKey } from './reviewKeys.ts';
import { StandardMenu } from './StandardMenu.tsx';
import { usePhotoList } from './usePhotoList.ts';
import { useReviews } from './useReviews.ts';
import { useWallSelection } from './useWallSelection.ts';
import { WallActions } from './WallActions.tsx';
import { WallEmpty } from './WallEmpty.tsx';
import { WallFilter } from './WallFilter.tsx';
import { paramsOfWall, wallOfParams } from './wallHash.ts';
import '../students/StudentsScreen.css';
import './Photos.css';
import { useMay } from '../../state/useMay.ts';

const CORRECT: PhotoReview = { verdict: 'correct', reasons: [], note: '' };

/** Nothing in particular has the focus: the page, or the region that the window brought it to. */
function isNowhere(element: Element | null): boolean {
  return (
    element === null || element === document.body || element.id === 'main' || element.closest('nav') !== null
  );
}

/** The photo wall: look, say 正确 or 有问题 with a key, go on. The hash holds what is on it. */
export function PhotosScreen() {
  const { t } = useTranslation(['photos', 'general']);
  const { params } = useRoute();
  const campaign = usePreferences((state) => state.campaign);
  const size = usePreferences((state) => state.photoSize);
  const setSize = usePreferences((state) => state.setPhotoSize);
  const showNote = useUndo((state) => state.show);
  const grid = useRef<PhotoGridHandle>(null);
  const reasons = useRef<ReasonBarHandle>(null);
  const [active, setActive] = useState(0);
  const [asking, setAsking] = useState(false);
  const [large, setLarge] = useState(false);

  const alike = params.get('view') === 'alike';
  const text = params.toString();
  const wall = useMemo(() => wallOfParams(new URLSearchParams(text), campaign), [text, campaign]);
  const { role } = wall;
  const photos = usePhotoList(wall);
  const reviews = useReviews(role);
  const selection = useWallSelection(photos, role);
  const { data: counts } = useQuery(
    orpc.photos.wallCounts.queryOptions({ input: wall, placeholderData: keepPreviousData }),
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its first photo
  useEffect(() => {
    setActive(0);
    setAsking(false);
    selection.clear();
    reviews.forgetPlaces();
    grid.current?.show(0);
    // Whoever comes by a key goes on by keys; a filter that has the focus keeps it.
    if (photos.list !== null && isNowhere(document.activeElement)) grid.current?.focus();
  }, [photos.list]);

  const go = (next: WallQuery) =>
    navigate('photos', paramsOfWall(next, params.get('campaign')), { replace: true });
  const showAlike = () => {
    const next = paramsOfWall(wall, params.get('campaign'));
    next.set('view', 'alike');
    navigate('photos', next, { replace: true });
  };
  const moveTo = (index: number) => {
    const next = Math.max(0, Math.min(photos.total - 1, index));
    setActive(next);
    grid.current?.show(next);
  };
  const item = photos.itemAt(active);
  const hash = item?.photos[role] ?? null;
  const maySay = useMay()('photos.review');
  const canSay = maySay && (selection.count > 0 || hash !== null || (item === undefined && photos.total > 0));

  const onItsWay = async (index: number) => (await photos.photosOf(index, index))[0];
  /** What could not be saved is asked for again. */
  const returnTo = (index: number) => {
    setActive((current) => Math.min(current, index));
    grid.current?.show(index);
  };
  const say = (review: PhotoReview) => {
    if (!maySay) return;
    setAsking(false);
    if (!large) grid.current?.focus();
    if (selection.count > 0 && !large) {
      void reviews.many(selection.which(), review).then((said) => said && selection.clear());
      return;
    }
    if (item === null || (item !== undefined && hash === null)) return;
    // Keys may be faster than the pages of the list: what is said of a photo that is not here yet waits for it.
    const photo = item && hash !== null ? { student: item.id, hash } : onItsWay(active);
    void reviews.one(photo, active, review).then((said) => said ?? returnTo(active));
    if (active < photos.total - 1) moveTo(active + 1);
    else showNote(t('photos:review.end'));
  };
  const ask = () => {
    if (canSay) setAsking(true);
  };
  const back = async () => {
    if (!maySay) return;
    const at = await reviews.back();
    if (at !== null) moveTo(at);
  };

  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    const control = event.ctrlKey || event.metaKey;
    if (control && event.key.toLowerCase() === 'a' && !large) selection.all();
    else if (control || event.altKey) return;
    else if (asking) {
      const reason = reasonOfKey(event);
      if (event.key === 'Escape') {
        setAsking(false);
      } else if (event.key === 'Enter') reasons.current?.submit();
      else if (reason !== null) reasons.current?.pick(reason, event.shiftKey);
      else return;
    } else if (event.key === 'Enter' || digitOf(event) === '1') say(CORRECT);
    else if (digitOf(event) === '2') ask();
    else if (event.key.toLowerCase() === 'u') void back();
    else if (event.key === 'ArrowRight' || event.key === 'ArrowDown') moveTo(active + 1);
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowUp') moveTo(active - 1);
    else if (event.key === ' ') setLarge(item !== undefined && item !== null);
    else if (event.key.toLowerCase() === 'x') selection.toggle(active);
    else if (event.key === 'Escape' && selection.count > 0) selection.clear();
    else return;
    event.preventDefault();
  };

  const target = selection.count > 0 && !large ? selection.count : 1;
  const bar = asking && (
    <ReasonBar
      ref={reasons}
      role={role}
      count={target}
      onSubmit={(chosen: PhotoReason[], note) => say({ verdict: 'wrong', reasons: chosen, note })}
      onCancel={() => {
        setAsking(false);
        if (!large) grid.current?.focus();
      }}
    />
  );
  const buttons = maySay && (
    <>
      <Button disabled={!canSay} onClick={() => say(CORRECT)}>
        {t('photos:review.correct')} <kbd className="key">1</kbd>
      </Button>
      <Button disabled={!canSay} onClick={ask}>
        {t('photos:review.wrong')} <kbd className="key">2</kbd>
      </Button>
      <Button onClick={() => void back()}>
        {t('general:action.undo')} <kbd className="key">U</kbd>
      </Button>
    </>
  );
  const share = counts && counts.photos > 0 ? Math.floor((counts.reviewed / counts.photos) * 100) : 0;
  const moved = counts !== undefined && photos.list !== null && counts.matching !== photos.total;

  return (
    <div className={asking && !large ? 'photos asking' : 'photos'}>
      <PageHeader
        title={t('general:area.photos')}
        note={
          counts && (
            <span className="wall-progress" role="status">
              <span className="numbers">
                {t('photos:progress', {
                  done: formatCount(counts.reviewed),
                  total: formatCount(counts.photos),
                })}
              </span>
              <Progress
                percent={share}
                size="small"
                showInfo={false}
                status="normal"
                aria-label={t('photos:progressLabel')}
              />
            </span>
          )
        }
        actions={
          <>
            <StandardMenu
              unjudged={counts?.unjudged ?? 0}
              unlooked={counts?.unlooked ?? 0}
              list={photos.list}
            />
            <WallActions wall={wall} selected={selection.students()} retakes={counts?.parts.retake ?? 0} />
          </>
        }
      />
      <WallFilter
        wall={wall}
        counts={counts}
        alike={alike}
        size={size}
        onWall={go}
        onAlike={showAlike}
        onSize={setSize}
      />
      {(photos.error ?? reviews.error) !== null && (
        <div className="students-error">
          <ErrorNotice error={photos.error ?? reviews.error} onRetry={photos.reopen} />
        </div>
      )}
      {alike && <AlikePage query={wall.query} />}
      {!alike && (
        <PhotoGrid
          ref={grid}
          label={t('photos:label')}
          total={photos.total}
          size={size}
          role={role}
          itemAt={photos.itemAt}
          onRange={photos.onRange}
          active={active}
          onActive={(index) => {
            setActive(index);
            setAsking(false);
          }}
          isSelected={selection.has}
          onSelectRange={(from, to) => void selection.range(from, to)}
          onToggle={selection.toggle}
          onOpen={() => setLarge(true)}
          onKey={onKey}
          empty={photos.list !== null && counts && <WallEmpty wall={wall} counts={counts} onWall={go} />}
        />
      )}
      {!alike && !large && bar}
      {!alike && !large && photos.total > 0 && (
        <footer className="wall-foot">
          {buttons}
          <span className="soft numbers">
            {selection.count > 0
              ? t('photos:selected', { count: selection.count, formatted: formatCount(selection.count) })
              : t('photos:position', { index: formatCount(active + 1), total: formatCount(photos.total) })}
          </span>
          {moved && (
            <Button type="link" size="small" onClick={photos.reopen}>
              {t('photos:reopen')}
            </Button>
          )}
          <span className="wall-keys soft">{t('photos:keys')}</span>
        </footer>
      )}
      {large && item && (
        <PhotoLarge
          student={item.id}
          role={role}
          position={t('photos:position', {
            index: formatCount(active + 1),
            total: formatCount(photos.total),
          })}
          onKey={onKey}
          asking={bar}
          onClose={() => {
            setLarge(false);
            setAsking(false);
            grid.current?.focus();
          }}
        >
          {buttons}
        </PhotoLarge>
      )}
    </div>
  );
}
