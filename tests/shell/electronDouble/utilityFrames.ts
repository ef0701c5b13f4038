/** What passes between the double in main and the bootstrap of its child process. */
export type UtilityFrame =
  | { to: 'parent-port'; data: unknown; ports: number[] }
  | { to: 'port'; id: number; data: unknown }
  | { to: 'port-closed'; id: number };
