import type { DeviceAct, HubAct } from '../../hub/hubAct.ts';
import { alignTable } from '../print/alignTable.ts';
import { formatTime } from '../print/formatTime.ts';
import type { CliWords } from '../text/zh.ts';

/** Lines for people: what was done at a hub last, by whom, newest first. */
export function actLines(acts: readonly (HubAct | DeviceAct)[], { hub, hubKey }: CliWords): string[] {
  if (acts.length === 0) return [];
  const rows = acts.map((act) => [
    formatTime(act.at),
    act.by,
    hub.acts[act.what],
    detailOf(act, hub, hubKey),
  ]);
  return alignTable(hub.actColumns, rows);
}

function detailOf(act: HubAct | DeviceAct, hub: CliWords['hub'], { changes }: CliWords['hubKey']): string {
  const days = (count: number) => (count === 0 ? hub.noLease : hub.days(count));
  const scope = (grant: DeviceAct['grant']) => (grant === '*' ? hub.everyone : grant.join('、'));
  switch (act.what) {
    case 'lease':
      return `${days(act.before)} → ${days(act.days)}`;
    case 'key':
      return changes[act.change];
    case 'folder':
      return act.folder ?? hub.noFolder;
    case 'let-in':
      return `${act.name}  ${scope(act.grant)}`;
    case 'grant':
      return `${act.name}  ${scope(act.before)} → ${scope(act.grant)}`;
    case 'revoke':
      return act.name;
    default:
      return '';
  }
}
