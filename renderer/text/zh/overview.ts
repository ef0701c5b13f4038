export const overview = {
  soon: '此页面尚未装入。',
} as const;
