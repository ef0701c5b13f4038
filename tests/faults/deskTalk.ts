/** What a desk’s process says, and is told (syncingDesk). */
export type DeskSays =
  | { kind: 'ready' }
  | { kind: 'joined'; own: string }
  | { kind: 'kept'; text: string }
  | { kind: 'resting' }
  | { kind: 'rested' };
export type DeskTold =
  | { kind: 'join'; address: string; code: string }
  | { kind: 'work'; from: number }
  | { kind: 'rest' }
  | { kind: 'close' };
