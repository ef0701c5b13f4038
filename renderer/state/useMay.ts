import type { AnyContractProcedure } from '@orpc/contract';
import type { Access, AccessMeta } from '../../shared/contract/access.ts';
import { allows } from '../../shared/contract/allows.ts';
import { type Contract, contract } from '../../shared/contract/index.ts';
import type { Me } from '../../shared/contract/people.ts';
import { useMe } from './useMe.ts';

type NamesIn<Part, Before extends string> = {
  [Key in keyof Part & string]: Part[Key] extends AnyContractProcedure
    ? `${Before}${Key}`
    : NamesIn<Part[Key], `${Before}${Key}.`>;
}[keyof Part & string];

/** A call of the contract by its name: `campaigns.create`. */
export type CallName = NamesIn<Contract, ''>;

function accessOf(name: CallName): Access | null {
  let at: unknown = contract;
  for (const key of name.split('.')) at = Reflect.get(Object(at), key);
  return ((at as AnyContractProcedure)['~orpc'].meta as Partial<AccessMeta>).access ?? null;
}

/** Whether somebody may make a call; null, nobody yet: not. */
export function mayCall(me: Me | null, name: CallName): boolean {
  const asker = me && {
    may: (permission: Me['permissions'][number]) => me.permissions.includes(permission),
    seesAll: me.colleges === null,
    atSchoolDesk: me.atSchoolDesk,
  };
  return allows(accessOf(name), asker);
}

/**
 * The one rule of what a window offers: a page, a button, a line of a menu is there for whoever may make the call that
 * it makes, as the contract declares it, and for nobody else. What a role never may is not shown; what is not possible
 * now is shown, disabled, with the reason.
 */
export function useMay(): (name: CallName) => boolean {
  const me = useMe();
  return (name) => mayCall(me, name);
}
