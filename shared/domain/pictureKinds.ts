/** The pictures of a campaign: how far colleges and classes are, where it leads, why not, and what chasing did. */
export const PICTURE_KINDS = ['colleges', 'classes', 'trend', 'heat', 'reasons', 'rounds'] as const;
export type PictureKind = (typeof PICTURE_KINDS)[number];
