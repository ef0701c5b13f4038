import { CheckOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { canGoTo } from './importHindrance.ts';
import { currentItem, type ImportState, placeOf, placesOf, sessionOf } from './importSteps.ts';
import { useImport } from './importStore.ts';

/** Where the wizard is. What was done already can be gone back to. */
export function PlaceBar({ state }: { state: ImportState }) {
  const { t } = useTranslation('import');
  const send = useImport((store) => store.send);
  const kind = sessionOf(state.step)?.kind ?? currentItem(state)?.choice.kind ?? state.queue[0]?.choice.kind;
  const places = placesOf(kind ?? 'roster');
  const here = places.indexOf(placeOf(state.step));

  return (
    <nav className="place-bar" aria-label={t('bar')}>
      <ol>
        {places.map((place, at) => {
          const reachable = at !== here && canGoTo(state, place);
          const past = at < here;
          return (
            <li key={place}>
              <button
                type="button"
                className={at === here ? 'place current' : past ? 'place past' : 'place'}
                disabled={!reachable}
                {...(at === here ? { 'aria-current': 'step' as const } : {})}
                onClick={() => send({ type: 'wentTo', place })}
              >
                <span className="place-number">{past ? <CheckOutlined /> : at + 1}</span>
                {t(`place.${place}`)}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
