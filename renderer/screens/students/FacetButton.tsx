import { CloseOutlined, DownOutlined } from '@ant-design/icons';
import { Popover } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

/**
 * A filter as one button: by itself its name; in use it is the chip that says the values and can be taken off.
 * So nothing moves when filters come and go.
 */
export function FacetButton({
  label,
  chosen,
  onClear,
  children,
}: {
  label: string;
  /** The values in use, as shown. */
  chosen: readonly string[];
  onClear: () => void;
  /** The panel; made when it is opened. `close` puts the focus back. */
  children: (close: () => void) => ReactNode;
}) {
  const { t } = useTranslation(['students', 'general']);
  const [open, setOpen] = useState(false);
  const used = chosen.length > 0;
  const first = chosen[0] ?? '';
  const text = used ? `${label}: ${first}${chosen.length > 1 ? ` +${chosen.length - 1}` : ''}` : label;
  return (
    <span className={used ? 'facet used' : 'facet'}>
      <Popover
        open={open}
        onOpenChange={setOpen}
        trigger="click"
        placement="bottomLeft"
        arrow={false}
        destroyOnHidden
        styles={{ container: { padding: 0 } }}
        content={children(() => setOpen(false))}
      >
        <button
          type="button"
          className="facet-button"
          aria-haspopup="dialog"
          aria-expanded={open}
          title={used ? `${label}: ${chosen.join(', ')}` : undefined}
        >
          <span className="facet-text">{text}</span>
          {!used && <DownOutlined aria-hidden className="facet-arrow" />}
        </button>
      </Popover>
      {used && (
        <button
          type="button"
          className="facet-clear"
          aria-label={t('students:filter.remove', { label })}
          title={t('students:filter.remove', { label })}
          onClick={onClear}
        >
          <CloseOutlined />
        </button>
      )}
    </span>
  );
}
