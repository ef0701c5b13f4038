import type { StudentQuery } from '../../../../shared/contract/students.ts';
import { FACET_FIELDS, type FacetField } from '../../../../shared/domain/studentFields.ts';
import { queryOfParams } from '../../../state/studentQueryHash.ts';
import { studentQueryOf } from '../../../state/studentQueryOf.ts';

/** Whom somebody chose on the page. */
export interface Chosen {
  fields: Partial<Record<FacetField, string[]>>;
  campaign: string | null;
  /** A number a line. */
  list: string;
}

/** What a link to the page says: the fields and the campaign. */
export function chosenOfParams(params: URLSearchParams): Chosen {
  const { filter, campaign } = queryOfParams(params, null);
  const fields = Object.fromEntries(
    FACET_FIELDS.flatMap((field) => (filter.fields[field] ? [[field, filter.fields[field]]] : [])),
  );
  return { fields, campaign, list: '' };
}

export function saysNothing({ fields, campaign, list }: Chosen): boolean {
  return Object.keys(fields).length === 0 && campaign === null && numbersOf(list).length === 0;
}

/** As the contract asks for it. Where neither field nor campaign is chosen there is no query: it would mean everybody. */
export function selectionOf({ fields, campaign, list }: Chosen): {
  numbers: string[];
  query: StudentQuery | null;
} {
  const isChosen = Object.keys(fields).length > 0 || campaign !== null;
  return { numbers: numbersOf(list), query: isChosen ? studentQueryOf(fields, campaign) : null };
}

function numbersOf(list: string): string[] {
  return [...new Set(list.split(/[\s,，;；、]+/).filter((word) => word !== ''))];
}
