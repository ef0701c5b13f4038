import { MenuFoldOutlined, MenuUnfoldOutlined } from '@ant-design/icons';
import { Tooltip } from 'antd';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../state/preferences.ts';
import { type AreaId, hashOf } from '../state/route.ts';
import { useMay } from '../state/useMay.ts';
import { areas } from './areas.ts';
import { useAreaMarks } from './useAreaMarks.ts';

/** Up and down go from link to link, as in any list. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('a, button')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  items[(at + step + items.length) % items.length]?.focus();
  event.preventDefault();
}

export function Navigation({ current }: { current: AreaId }) {
  const { t } = useTranslation('general');
  const collapsed = usePreferences((state) => state.navigationCollapsed);
  const setCollapsed = usePreferences((state) => state.setNavigationCollapsed);
  const may = useMay();
  const marks = useAreaMarks();
  const toggle = collapsed ? t('expand') : t('collapse');
  return (
    <nav className="navigation" aria-label={t('region.navigation')} data-region onKeyDown={moveFocus}>
      <ul>
        {areas
          .filter(({ calls }) => calls.some(may))
          .map((area) => {
            const Icon = area.icon;
            const mark = marks[area.id];
            const name = mark ? t('marked', { area: t(area.title), mark: mark.text }) : t(area.title);
            return (
              <li key={area.id}>
                <Tooltip
                  title={collapsed ? `${t(area.title)}  Alt+${area.digit}` : null}
                  placement="right"
                  mouseEnterDelay={0.3}
                >
                  <a
                    href={hashOf(area.id)}
                    className={area.id === current ? 'navigation-item current' : 'navigation-item'}
                    aria-current={area.id === current ? 'page' : undefined}
                    aria-label={collapsed || mark ? name : undefined}
                    aria-keyshortcuts={`Alt+${area.digit}`}
                  >
                    <Icon aria-hidden />
                    <span className="navigation-label">{t(area.title)}</span>
                    {mark && (
                      <span className="navigation-mark" aria-hidden title={mark.text}>
                        {mark.count}
                      </span>
                    )}
                  </a>
                </Tooltip>
              </li>
            );
          })}
      </ul>
      <button
        type="button"
        className="navigation-item navigation-toggle"
        aria-expanded={!collapsed}
        aria-label={toggle}
        title={toggle}
        onClick={() => setCollapsed(!collapsed)}
      >
        {collapsed ? <MenuUnfoldOutlined aria-hidden /> : <MenuFoldOutlined aria-hidden />}
        <span className="navigation-label">{toggle}</span>
      </button>
    </nav>
  );
}
