import type { WallQuery } from '../../../shared/contract/photos.ts';
import { PHOTO_FINDINGS } from '../../../shared/domain/photoFindings.ts';
import { PHOTO_ROLES } from '../../../shared/domain/photoStandard.ts';
import { WALL_PARTS } from '../../../shared/domain/photoWall.ts';
import { paramsOfQuery, queryOfParams } from '../../state/studentQueryHash.ts';

/** What the wall shows as parameters of the hash: those of a student query, and `role`, `part`, `finding`. */
export function paramsOfWall(
  { query, role, part, findings }: WallQuery,
  campaign: string | null,
): URLSearchParams {
  const params = paramsOfQuery({ ...query, campaign });
  if (role !== 'graduation') params.set('role', role);
  if (part !== 'to-review') params.set('part', part);
  for (const code of findings) params.append('finding', code);
  return params;
}

/** Of such parameters; what is not understood is passed over. */
export function wallOfParams(params: URLSearchParams, campaign: string | null): WallQuery {
  const codes = params.getAll('finding');
  return {
    query: queryOfParams(params, campaign),
    role: PHOTO_ROLES.find((role) => role === params.get('role')) ?? 'graduation',
    part: WALL_PARTS.find((part) => part === params.get('part')) ?? 'to-review',
    findings: PHOTO_FINDINGS.filter((code) => codes.includes(code)),
  };
}
