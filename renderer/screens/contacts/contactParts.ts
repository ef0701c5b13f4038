/** What is told of who looks after a class. */
export const CONTACT_PARTS = ['counsellor', 'phone', 'email', 'qq'] as const;
export type ContactPart = (typeof CONTACT_PARTS)[number];
