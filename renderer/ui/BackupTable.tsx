import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { KeptBackup } from '../../shared/contract/backups.ts';
import { formatBytes } from './formatBytes.ts';
import { formatCount } from './formatCount.ts';
import { formatTime } from './formatTime.ts';
import './BackupTable.css';

/** Rolling backups, newest first, and the way back to each. `onRestore` null: not at the moment. */
export function BackupTable({
  list,
  label,
  onRestore,
}: {
  list: readonly KeptBackup[];
  label: string;
  onRestore: ((backup: KeptBackup) => void) | null;
}) {
  const { t } = useTranslation('backups');
  return (
    <table className="backup-table" aria-label={label}>
      <thead>
        <tr>
          <th>{t('list.time')}</th>
          <th>{t('list.reason')}</th>
          <th className="backup-number">{t('list.students')}</th>
          <th className="backup-number">{t('list.photos')}</th>
          <th className="backup-number">{t('list.size')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {list.map((one) => (
          <tr key={one.path}>
            <td className="numbers" title={one.path}>
              {formatTime(one.at, Date.now())}
            </td>
            <td>{t(`reason.${one.reason}`)}</td>
            <td className="backup-number numbers">{formatCount(one.students)}</td>
            <td className="backup-number numbers">
              {formatCount(one.photos)}
              {one.lostPhotos > 0 && (
                <span className="soft"> {t('list.lost', { photos: formatCount(one.lostPhotos) })}</span>
              )}
            </td>
            <td className="backup-number numbers">{formatBytes(one.bytes)}</td>
            <td className="backup-number">
              <Button size="small" disabled={onRestore === null} onClick={() => onRestore?.(one)}>
                {t('list.restore')}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
