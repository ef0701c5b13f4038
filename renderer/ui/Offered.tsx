import type { ReactNode } from 'react';
import { type CallName, useMay } from '../state/useMay.ts';

/** Shows what makes a call to those who may make it (useMay); `instead` to all others. */
export function Offered({
  call,
  instead = null,
  children,
}: {
  call: CallName;
  instead?: ReactNode;
  children: ReactNode;
}) {
  return useMay()(call) ? children : instead;
}
