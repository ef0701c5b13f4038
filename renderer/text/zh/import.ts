export const importing = {
  soon: '此页面尚未装入。',
} as const;
