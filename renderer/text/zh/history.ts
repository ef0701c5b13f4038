export const history = {
  soon: '此页面尚未装入。',
} as const;
