import type { WallQuery } from '../../../shared/contract/photos.ts';
import { PHOTO_FINDINGS, PROFILE_VERDICTS } from '../../../shared/domain/photoFindings.ts';
import { LIKENESS_HINTS } from '../../../shared/domain/photoLikeness.ts';
import { PHOTO_ROLES } from '../../../shared/domain/photoStandard.ts';
import { WALL_PARTS } from '../../../shared/domain/photoWall.ts';
import { paramsOfQuery, queryOfParams } from '../../state/studentQueryHash.ts';

/** What the wall shows as parameters of the hash: those of a student query, and `role`, `part`, `finding`, `standard`, `likeness`. */
export function paramsOfWall(
  { query, role, part, findings, verdicts, likeness }: WallQuery,
  campaign: string | null,
): URLSearchParams {
  const params = paramsOfQuery({ ...query, campaign });
  if (role !== 'graduation') params.set('role', role);
  if (part !== 'to-review') params.set('part', part);
  for (const kind of findings) params.append('finding', kind);
  for (const verdict of verdicts) params.append('standard', verdict);
  for (const hint of likeness) params.append('likeness', hint);
  return params;
}

/** Of such parameters; what is not understood is passed over. */
export function wallOfParams(params: URLSearchParams, campaign: string | null): WallQuery {
  const of = <Value extends string>(name: string, known: readonly Value[]) => {
    const named = params.getAll(name);
    return known.filter((value) => named.includes(value));
  };
  return {
    query: queryOfParams(params, campaign),
    role: PHOTO_ROLES.find((role) => role === params.get('role')) ?? 'graduation',
    part: WALL_PARTS.find((part) => part === params.get('part')) ?? 'to-review',
    findings: of('finding', PHOTO_FINDINGS),
    verdicts: of('standard', PROFILE_VERDICTS),
    likeness: of('likeness', LIKENESS_HINTS),
  };
}
