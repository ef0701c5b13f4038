export const students = {
  soon: '此页面尚未装入。',
} as const;
